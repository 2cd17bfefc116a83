package dev.lifeguard.migrate.source;

import dev.lifeguard.migrate.script.ScriptContent;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * Content that is what was hashed: a file that changes between its hashing and its running would
 * otherwise run under a checksum that is not its own.
 *
 * <p>A small file is read and compared as a whole before the first byte is given out; of a large
 * one the comparison comes at its end.
 */
record VerifiedContent(ScriptContent file, Checksum expected) implements ScriptContent {

    private static final int WHOLE_BYTES = 1024 * 1024;

    @Override
    public String fileName() {
        return file.fileName();
    }

    @Override
    public InputStream open() throws IOException {
        InputStream stream = file.open();
        byte[] head;
        try {
            head = stream.readNBytes(WHOLE_BYTES);
        } catch (IOException unreadable) {
            stream.close();
            throw unreadable;
        }
        if (head.length < WHOLE_BYTES) {
            stream.close();
            Checksum.Running running = new Checksum.Running();
            running.add(head, 0, head.length);
            compare(running);
            return new ByteArrayInputStream(head);
        }
        return new Comparing(new SequenceInputStream(new ByteArrayInputStream(head), stream), this);
    }

    private void compare(Checksum.Running running) throws IOException {
        if (!running.finish().equals(expected)) {
            throw new IOException("it was changed since this run began; run it again");
        }
    }

    private static final class Comparing extends FilterInputStream {

        private final VerifiedContent owner;
        private final Checksum.Running running = new Checksum.Running();
        private boolean ended;

        Comparing(InputStream stream, VerifiedContent owner) {
            super(stream);
            this.owner = owner;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            if (count > 0) {
                running.add(into, offset, count);
            } else if (count < 0 && !ended) {
                ended = true;
                owner.compare(running);
            }
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            return readNBytes((int) Math.min(count, WHOLE_BYTES)).length;
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
