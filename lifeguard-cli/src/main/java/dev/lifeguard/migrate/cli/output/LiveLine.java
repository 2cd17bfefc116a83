package dev.lifeguard.migrate.cli.output;

import dev.lifeguard.migrate.connect.words.Wording;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A line on a terminal that is written over ten times a second.
 *
 * <p>All methods may be called by any thread. Between {@link #clear} and the next {@link #show} the
 * line is gone from the terminal, so that others can print.
 */
final class LiveLine implements StatusLine {

    private static final long INTERVAL_MS = 100;
    private static final int WIDTH = 79;
    private static final byte[] ERASE = "\r\033[K".getBytes(StandardCharsets.US_ASCII);

    /** A terminal that is narrower than the line cuts it, and does not begin another one. */
    private static final byte[] NO_WRAP = "\033[?7l".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] WRAP = "\033[?7h".getBytes(StandardCharsets.US_ASCII);

    private final Console console;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread painter;
    private String what = "";
    private String detail = "";
    private long since;
    private boolean painted;

    LiveLine(Console console) {
        this.console = console;
        this.painter = Thread.ofPlatform().daemon().name("progress").start(this::paintUntilClosed);
    }

    @Override
    public synchronized void show(String begun) {
        what = begun;
        detail = "";
        since = System.nanoTime();
        paint();
    }

    @Override
    public synchronized void detail(String more) {
        detail = ", " + more;
    }

    @Override
    public synchronized void replace(String further) {
        if (what.isEmpty()) {
            since = System.nanoTime();
        }
        what = further;
        detail = "";
    }

    @Override
    public synchronized void clear() {
        what = "";
        erase();
    }

    @Override
    public void close() {
        closed.countDown();
        painter.interrupt();
        clear();
    }

    private void paintUntilClosed() {
        try {
            while (!closed.await(INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                paint();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void paint() {
        if (what.isEmpty() || closed.getCount() == 0) {
            return;
        }
        String time = "  " + tenths(Duration.ofNanos(System.nanoTime() - since));
        String text = what + detail;
        int room = WIDTH - time.length();
        String cut = text.length() <= room ? text : text.substring(0, room - 3) + "...";
        console.err().writeBytes(ERASE);
        console.err().writeBytes(NO_WRAP);
        console.err().print(cut + console.errStyle().dim(time));
        console.err().writeBytes(WRAP);
        console.err().flush();
        painted = true;
    }

    private void erase() {
        if (painted) {
            console.err().writeBytes(ERASE);
            console.err().flush();
            painted = false;
        }
    }

    private static String tenths(Duration time) {
        return time.toMinutes() > 0
                ? Wording.time(time)
                : "%s.%s s".formatted(time.toSeconds(), time.toMillisPart() / 100);
    }
}
