package dev.lifeguard.migrate.benchmarks.accounting;

import java.time.Duration;

/**
 * What a turn gave.
 *
 * @param throughput entries a second
 * @param median median latency in milliseconds, of a transaction as its client sees it
 * @param p99 the latency that 1 % of the transactions exceed
 * @param cpu CPU time of the server for an entry, in milliseconds
 * @param deadlocks transactions that were cut off by a deadlock, and run again
 */
record Measurement(double throughput, double median, double p99, double cpu, int deadlocks) {

    static Measurement of(long[] sortedNanoseconds, Duration elapsed, Duration cpu, int deadlocks) {
        int entries = sortedNanoseconds.length;
        return new Measurement(
                entries * 1e9 / elapsed.toNanos(),
                sortedNanoseconds[entries / 2] / 1e6,
                sortedNanoseconds[entries * 99 / 100] / 1e6,
                cpu.toNanos() / 1e6 / entries,
                deadlocks);
    }
}
