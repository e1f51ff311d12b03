package io.jobservice.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jobservice.core.LogEvent;
import io.jobservice.core.LogFollow;
import io.jobservice.model.GoJson;
import io.jobservice.model.JobStats;
import io.jobservice.model.JobStatsJson;
import io.jobservice.model.ServiceException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/**
 * A log as it grows: its lines alone, or as server-sent events (the HTML standard, section 9.2)
 * among those that tell of the job. An empty line or a comment now and then keeps proxies open.
 */
record FollowBody(LogFollow follow, boolean events) implements StreamBody {

  private static final Duration SILENCE = Duration.ofSeconds(10);

  @Override
  public void writeTo(OutputStream out) throws IOException, ServiceException, InterruptedException {
    LogEvent event;
    do {
      event = follow.next(SILENCE);
      if (events) {
        writeEvent(event, out);
      } else {
        writeText(event, out);
      }
      if (!follow.isAtHand()) {
        out.flush();
      }
    } while (!(event instanceof LogEvent.End));
  }

  private static void writeText(LogEvent event, OutputStream out) throws IOException {
    if (event instanceof LogEvent.Text text) {
      out.write(text.line());
    } else if (event instanceof LogEvent.Silence) {
      out.write('\n');
    }
  }

  private static void writeEvent(LogEvent event, OutputStream out) throws IOException {
    if (event instanceof LogEvent.Text text) {
      out.write(("id: " + text.place() + "\nevent: log\ndata: ").getBytes(UTF_8));
      out.write(data(text.line()));
      out.write('\n');
    } else if (event instanceof LogEvent.Job job) {
      out.write(("event: job\ndata: {" + job(job.stats()) + "}\n\n").getBytes(UTF_8));
    } else if (event instanceof LogEvent.End end) {
      String reason =
          end.lost().isEmpty()
              ? "\"reason\":\"ended\""
              : "\"reason\":\"lost\",\"message\":" + GoJson.quoted(end.lost());
      String data = "{" + reason + "," + job(end.stats()) + "}";
      out.write(("event: end\ndata: " + data + "\n\n").getBytes(UTF_8));
    } else {
      out.write(": heartbeat\n\n".getBytes(UTF_8));
    }
  }

  private static String job(JobStats stats) {
    return "\"job\":" + JobStatsJson.toJson(stats);
  }

  /** The line with its break; a carriage return would end the data. */
  private static byte[] data(byte[] line) {
    boolean ended = line.length > 0 && line[line.length - 1] == '\n';
    byte[] data = ended ? line.clone() : Arrays.copyOf(line, line.length + 1);
    for (int i = 0; i < data.length - 1; i++) {
      if (data[i] == '\r') {
        data[i] = ' ';
      }
    }
    data[data.length - 1] = '\n';
    return data;
  }

  @Override
  public void close() {
    follow.close();
  }
}
