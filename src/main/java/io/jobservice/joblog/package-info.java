/**
 * The logs of jobs: back ends by name, what writes, reads and removes logs, and their formats.
 *
 * <p>May import {@code redis} and {@code config}. Plugins see the interfaces {@code LogBackend},
 * {@code LogStore}, {@code LogWriter}, {@code LogGetter}, {@code StoredLog} and {@code LogSweeper},
 * and what these take and give.
 *
 * <p>The threads of jobs put entries into buffers ({@code RunBuffer}, one for each run and place,
 * with a lock of its own); one thread for each place ({@code StoreFlusher}) writes them, and holds
 * no lock meanwhile that a job waits for. The lock of a buffer comes before that of its flusher.
 */
package io.jobservice.joblog;
