package io.jobservice.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jobservice.core.StatusEvents;
import io.jobservice.model.StatusEvent;
import io.jobservice.model.UnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What happens to jobs, as server-sent events (the HTML standard, section 9.2). A comment now and
 * then keeps proxies open; with it goes the place that has been reached, so that a follower to whom
 * little is told comes back to where it really was.
 */
record EventBody(StatusEvents.Follower follower, EventFilter filter, LongSupplier nanoTime)
    implements StreamBody {

  private static final long SILENCE = TimeUnit.SECONDS.toNanos(10);

  @Override
  public void writeTo(OutputStream out)
      throws IOException, UnavailableException, InterruptedException {
    pulse(out);
    long since = nanoTime.getAsLong();
    while (true) {
      long left = SILENCE - (nanoTime.getAsLong() - since);
      if (left <= 0) {
        pulse(out);
        since = nanoTime.getAsLong();
        continue;
      }
      Optional<StatusEvent> event = follower.next(Duration.ofNanos(left));
      if (event.isPresent() && filter.fits(event.get())) {
        write(event.get(), out);
        since = nanoTime.getAsLong();
      }
      if (!follower.isAtHand()) {
        out.flush();
      }
    }
  }

  private void pulse(OutputStream out) throws IOException {
    out.write((": heartbeat\n\nid: " + follower.place() + "\n\n").getBytes(UTF_8));
    out.flush();
  }

  private static void write(StatusEvent event, OutputStream out) throws IOException {
    ObjectNode data = JsonNodeFactory.instance.objectNode();
    if (event.type() != StatusEvent.Type.GAP) {
      data.put("id", event.job());
      data.put("name", event.name());
      data.put("kind", event.kind());
      data.put("status", event.status());
      data.put("revision", event.revision());
      data.put("attempt", event.attempt());
      event.upstream().ifPresent(job -> data.put("upstream_job_id", job));
      event.checkIn().ifPresent(text -> data.put("check_in", text));
    }
    data.put("time", event.id().millis());
    String word = event.type().name().toLowerCase(Locale.ROOT);
    out.write(
        ("id: " + event.id() + "\nevent: " + word + "\ndata: " + data + "\n\n").getBytes(UTF_8));
  }

  @Override
  public void close() {
    follower.close();
  }
}
