package dev.lifeguard.migrate.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * A socket of the file system in the shape that PostgreSQL's driver knows. What is set for TCP
 * means nothing here; a limit of what a read waits for, of which the driver has none by itself,
 * neither.
 */
final class UnixSocket extends Socket {

    private static final int BUFFER = 8192;

    private final String path;
    private final SocketChannel channel;

    UnixSocket(String path) {
        this.path = path;
        try {
            channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        } catch (IOException impossible) {
            throw new IllegalStateException("no Unix sockets", impossible);
        }
    }

    @Override
    public void connect(@Nullable SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    /** To its own path, whatever the driver says. */
    @Override
    public void connect(@Nullable SocketAddress endpoint, int timeout) throws IOException {
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
        } catch (SocketException refused) {
            // Of a refused connection the driver would tell the host and port, which are no one's.
            throw new IOException(path + ": " + refused.getMessage(), refused);
        }
    }

    @Override
    public boolean isConnected() {
        return channel.isConnected();
    }

    @Override
    public boolean isClosed() {
        return !channel.isOpen();
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return channel.read(ByteBuffer.wrap(into, offset, length));
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {

            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    @Override
    public void setTcpNoDelay(boolean on) {
        // There is no TCP.
    }

    @Override
    public void setKeepAlive(boolean on) {
        // The kernel knows when the other side is gone.
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        // As the class comment says.
    }

    @Override
    public int getSoTimeout() {
        return 0;
    }

    @Override
    public void setReceiveBufferSize(int size) {
        // The kernel's are as they are.
    }

    @Override
    public int getReceiveBufferSize() {
        return BUFFER;
    }

    @Override
    public void setSendBufferSize(int size) {
        // The kernel's are as they are.
    }

    @Override
    public int getSendBufferSize() {
        return BUFFER;
    }

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }
}
