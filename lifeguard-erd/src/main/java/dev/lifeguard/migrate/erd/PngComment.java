package dev.lifeguard.migrate.erd;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Puts a comment into a picture: https://www.w3.org/TR/png-3/#11tEXt. */
final class PngComment {

    /** The signature, 8, and the first chunk, which has 13 bytes of data and 12 around them. */
    private static final int FIRST = 8 + 13 + 12;

    private PngComment() {}

    /** The picture with it, behind the first chunk. */
    static byte[] in(byte[] picture, String comment) {
        byte[] data = ("tEXtComment\0" + comment).getBytes(StandardCharsets.ISO_8859_1);
        CRC32 sum = new CRC32();
        sum.update(data);
        return ByteBuffer.allocate(picture.length + data.length + 8)
                .put(picture, 0, FIRST)
                .putInt(data.length - 4)
                .put(data)
                .putInt((int) sum.getValue())
                .put(picture, FIRST, picture.length - FIRST)
                .array();
    }
}
