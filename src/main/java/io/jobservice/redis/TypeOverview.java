package io.jobservice.redis;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.model.PoolHeartbeat;
import io.jobservice.model.StrictJson;
import io.jobservice.model.StrictJson.JsonSyntaxException;
import io.jobservice.model.TypeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.Response;

/**
 * What the pools tell of the types that they register, read in pipelines of many pools. Facts that
 * cannot be read count as none. Safe to share.
 */
public final class TypeOverview {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int KEYS_A_PIPELINE = 250;

  private final Redis redis;

  /**
   * The types of a namespace.
   *
   * @param redis where they are
   */
  public TypeOverview(Redis redis) {
    this.redis = redis;
  }

  /**
   * The states of types.
   *
   * @param types how many living pools register each type that is asked for
   * @param living these pools
   * @return the states, in the order of the types
   */
  public List<TypeState> states(Map<String, Integer> types, Collection<PoolHeartbeat> living) {
    Map<String, ObjectNode> facts = facts(types.keySet(), living);
    List<String> names = List.copyOf(types.keySet());
    List<Boolean> paused =
        inPieces(names, (type, pipeline) -> pipeline.exists(redis.keys().paused(type)));
    List<TypeState> states = new ArrayList<>(names.size());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      states.add(
          new TypeState(
              name, types.get(name), paused.get(i), Optional.ofNullable(facts.get(name))));
    }
    return states;
  }

  /** Of pools that disagree, the one that started last is believed. */
  private Map<String, ObjectNode> facts(
      Collection<String> types, Collection<PoolHeartbeat> living) {
    List<String> pools =
        living.stream()
            .sorted(
                Comparator.comparingLong((PoolHeartbeat pool) -> pool.number("started_at"))
                    .thenComparing(PoolHeartbeat::id)
                    .reversed())
            .map(PoolHeartbeat::id)
            .toList();
    String[] names = types.toArray(String[]::new);
    List<List<String>> told =
        inPieces(pools, (pool, pipeline) -> pipeline.hmget(redis.keys().typeFacts(pool), names));
    Map<String, ObjectNode> facts = new HashMap<>();
    for (List<String> ofPool : told) {
      for (int i = 0; i < names.length; i++) {
        if (ofPool.get(i) != null && !facts.containsKey(names[i])) {
          String name = names[i];
          read(ofPool.get(i)).ifPresent(read -> facts.put(name, read));
        }
      }
    }
    return facts;
  }

  private static Optional<ObjectNode> read(String json) {
    try {
      return StrictJson.parse(json) instanceof ObjectNode facts
          ? Optional.of(facts)
          : Optional.empty();
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  /** What is asked about one name. */
  private interface Question<T> {
    Response<T> ask(String name, AbstractPipeline pipeline);
  }

  private <T> List<T> inPieces(List<String> names, Question<T> question) {
    List<T> answers = new ArrayList<>(names.size());
    for (int from = 0; from < names.size(); from += KEYS_A_PIPELINE) {
      List<String> some = names.subList(from, Math.min(names.size(), from + KEYS_A_PIPELINE));
      answers.addAll(
          redis.readPatiently(
              jedis -> {
                List<Response<T>> replies = new ArrayList<>();
                try (AbstractPipeline pipeline = jedis.pipelined()) {
                  some.forEach(name -> replies.add(question.ask(name, pipeline)));
                }
                return replies.stream().map(Response::get).toList();
              },
              PATIENCE));
    }
    return answers;
  }
}
