package io.jobservice.model;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * The queue entries of the executions of one policy: they differ in their due second only, which
 * stands between these texts. All nodes write the same bytes, so that an entry that two of them
 * write is one.
 *
 * @param head what comes before the first due second
 * @param middle what stands between both
 * @param tail what comes after the second one
 */
public record ExecutionEntry(String head, String middle, String tail) {

  /**
   * The entries of a policy.
   *
   * @param name the job type
   * @param policy the id of the policy
   * @param args its parameters; not changed
   */
  public static ExecutionEntry of(String name, String policy, Optional<ObjectNode> args) {
    String mark = "due";
    while (args.isPresent() && args.get().toString().contains(mark)) {
      mark += "_";
    }
    ObjectNode due = args.map(ObjectNode::deepCopy).orElseGet(JsonNodeFactory.instance::objectNode);
    due.put(JobEntry.EXECUTION_ARGUMENT, mark);
    String json = JobEntry.fresh(name, policy, 0, Optional.of(due), false).toJson();
    int time = json.indexOf("\"t\":0,\"args\":") + "\"t\":".length();
    int argument = json.indexOf("\"" + mark + "\"", time) + 1;
    return new ExecutionEntry(
        json.substring(0, time),
        json.substring(time + 1, argument),
        json.substring(argument + mark.length()));
  }

  /**
   * The entry of one execution.
   *
   * @param due its epoch second
   */
  public String at(long due) {
    return head + due + middle + due + tail;
  }
}
