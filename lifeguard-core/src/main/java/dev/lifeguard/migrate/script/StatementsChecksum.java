package dev.lifeguard.migrate.script;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A running SHA-256 of a script's first statements, so that a part-way migration goes on only if
 * what is done already still reads the same.
 */
public final class StatementsChecksum {

    /** Stands for a checksum that nobody knows: of statements that show only when they run. */
    public static final String UNKNOWN = "";

    private final MessageDigest digest;

    /** A checksum of no statement yet. */
    public StatementsChecksum() {
        this(sha256());
    }

    private StatementsChecksum(MessageDigest digest) {
        this.digest = digest;
    }

    /**
     * The checksum of the first statements of a section; of all if it has fewer.
     *
     * @throws IOException if the script cannot be read
     */
    public static String ofFirst(Section section, int count) throws IOException {
        StatementsChecksum checksum = new StatementsChecksum();
        try (StatementReader reader = section.open()) {
            for (int read = 0; read < count; read++) {
                Optional<SqlStatement> statement = reader.next();
                if (statement.isEmpty()) {
                    break;
                }
                checksum.add(statement.get());
            }
        }
        return checksum.hex();
    }

    /** Adds the next statement. */
    public void add(SqlStatement statement) {
        digest.update(statement.text().getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** The checksum that it becomes with one more statement; this one stays as it is. */
    public String hexWith(SqlStatement statement) {
        StatementsChecksum more = new StatementsChecksum(copy());
        more.add(statement);
        return more.hex();
    }

    /** The checksum of what was added so far, in 64 hexadecimal digits. */
    public String hex() {
        return HexFormat.of().formatHex(copy().digest());
    }

    private MessageDigest copy() {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            // The platform's own SHA-256 can be cloned: MessageDigest's class comment.
            throw new IllegalStateException(impossible);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
