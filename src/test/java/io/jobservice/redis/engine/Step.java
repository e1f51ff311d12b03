package io.jobservice.redis.engine;

import io.jobservice.redis.engine.EngineModel.End;
import io.jobservice.redis.engine.ModelJob.NewJob;

/**
 * One step of a sequence. A step names what it is about by numbers, so that it still means
 * something when others are dropped. Twice: the reply got lost, and the same call is sent again.
 */
sealed interface Step {

  /** Takes the step on both sides; what differs is an {@link AssertionError}. */
  void take(Sequence sequence);

  /** A submission; the delay of a scheduled job is long. */
  record Submit(NewJob asked, boolean twice) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.submit(asked, twice);
    }
  }

  /** A pool asks for jobs. When the reply is lost, it does not know what it was given. */
  record Fetch(int pool, int slots, int seed, boolean lost) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.fetch(Engine.POOLS.get(pool), slots, seed, lost);
    }
  }

  /** A pool takes up what it was given and does not know. */
  record Reconcile(int pool) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.reconcile(Engine.POOLS.get(pool));
    }
  }

  /** One of the attempts that a pool runs ends. */
  record EndOne(int pool, int which, End end, boolean twice) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.end(sequence.running(Engine.POOLS.get(pool), which), end, twice);
    }
  }

  /** An attempt that its pool has lost, or that has ended, ends late. */
  record EndLate(int which, End end) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.end(sequence.old(which), end, false);
    }
  }

  /** One of the attempts that a pool runs says how far it is. */
  record CheckIn(int pool, int which, boolean twice) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.checkIn(sequence.running(Engine.POOLS.get(pool), which), twice);
    }
  }

  /** An attempt that its pool has lost, or that has ended, says how far it is. */
  record CheckInLate(int which) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.checkIn(sequence.old(which), false);
    }
  }

  /** Somebody stops a job. */
  record Stop(int job, boolean twice) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.stop(job, twice);
    }
  }

  /** Somebody cancels a job. */
  record Cancel(int job, boolean twice) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.cancel(job, twice);
    }
  }

  /** Somebody retries a job. */
  record Retry(int job, boolean twice) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.retry(job, twice);
    }
  }

  /** A node of the other kind stops a job. */
  record StopElsewhere(int job) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.stopElsewhere(job);
    }
  }

  /** Somebody looks at a job, to retry it later. */
  record Read(int job) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.read(job);
    }
  }

  /** A cancel or a retry is sent late, or again because its reply got lost. */
  record Again(int which) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.again(which);
    }
  }

  /** A type is paused, or goes on. */
  record Pause(String type, boolean pause) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.pause(type, pause);
    }
  }

  /** The oldest entries of a queue are purged. */
  record Purge(String type, int most) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.purge(type, most);
    }
  }

  /** The second of a job that waits in a sorted set has come, some seconds ago. */
  record TimePasses(int job, int secondsAgo) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.timePasses(job, secondsAgo);
    }
  }

  /** What is due is moved. */
  record Due(boolean twice) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.due(twice);
    }
  }

  /** A process is gone; nobody has noticed. */
  record Crash(int pool) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.forget(Engine.POOLS.get(pool));
    }
  }

  /** A pool is taken for dead, rightly or not. */
  record Reap(int pool) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.reap(Engine.POOLS.get(pool));
    }
  }

  /** A reaper comes late: the pool has beaten since it was seen. */
  record ReapInVain(int pool) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.reapInVain(Engine.POOLS.get(pool));
    }
  }

  /** A pool joins, for the first time or again. */
  record Join(int pool) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.join(Engine.POOLS.get(pool));
    }
  }

  /** A pool wants to leave. */
  record Leave(int pool) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.leave(Engine.POOLS.get(pool));
    }
  }

  /** A pool beats, and hears what its jobs are told. */
  record Beat(int pool) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.beat(Engine.POOLS.get(pool));
    }
  }

  /** A node of the other kind makes the counters of a type wrong. */
  record Drift(String type, int pool, int more) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.drift(type, Engine.POOLS.get(pool), more);
    }
  }

  /** The counters of a type are repaired. */
  record Repair(String type) implements Step {
    @Override
    public void take(Sequence sequence) {
      sequence.repair(type);
    }
  }
}
