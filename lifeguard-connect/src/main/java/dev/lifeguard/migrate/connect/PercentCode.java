package dev.lifeguard.migrate.connect;

import dev.lifeguard.migrate.connect.words.Refused;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The {@code %XX} of a URL; a plus sign stands for itself, as in libpq. */
final class PercentCode {

    private PercentCode() {}

    /**
     * Decodes a part of a URL.
     *
     * @param part what it is, for the message, which never quotes it
     * @throws dev.lifeguard.migrate.error.ConfigurationException at a percent sign that begins no
     *     code
     */
    static String decode(String text, String part) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '%') {
                decoded.write(bytes[at]);
                continue;
            }
            boolean complete = at + 2 < bytes.length;
            int high = complete ? Character.digit(bytes[at + 1], 16) : -1;
            int low = complete ? Character.digit(bytes[at + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw Refused.because(
                        ("The database URL has a percent sign without two hexadecimal digits behind"
                                        + " it, in its %s. Write %%25 for a percent sign.")
                                .formatted(part));
            }
            decoded.write(high * 16 + low);
            at += 2;
        }
        return decoded.toString(StandardCharsets.UTF_8);
    }
}
