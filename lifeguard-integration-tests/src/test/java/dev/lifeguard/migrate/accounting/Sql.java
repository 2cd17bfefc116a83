package dev.lifeguard.migrate.accounting;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.UUID;

/**
 * A statement and the values of its parameters; a value may be text whatever its column's type is.
 */
record Sql(String text, List<Object> values) {

    Sql {
        values = List.copyOf(values);
    }

    static Sql sql(String text, Object... values) {
        return new Sql(text, List.of(values));
    }

    /** The id that the fixture and the tests give to what has these names. */
    static UUID id(String... names) {
        try {
            byte[] text = String.join("", names).getBytes(StandardCharsets.UTF_8);
            ByteBuffer hash = ByteBuffer.wrap(MessageDigest.getInstance("MD5").digest(text));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
