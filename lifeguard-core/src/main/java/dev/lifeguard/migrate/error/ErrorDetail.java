package dev.lifeguard.migrate.error;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One fault as data: what happened, and where.
 *
 * @param kind the kind of fault
 * @param message what happened, where and what to do, without the code; never holds a password
 * @param version the migration's version, or null when the fault belongs to none, or to one that
 *     has no version
 * @param file the file's name, or null when the fault belongs to none
 * @param line the line in that file from 1, or null when it is not known
 * @param column the column in that line from 1 in code points, or null when it is not known
 * @param sqlState the server's SQLState, or null when the fault is not the server's
 * @param label what the migration's files call its version, or null when that is the version's 14
 *     digits, or it belongs to none
 */
public record ErrorDetail(
        ErrorKind kind,
        String message,
        @Nullable Long version,
        @Nullable String file,
        @Nullable Integer line,
        @Nullable Integer column,
        @Nullable String sqlState,
        @Nullable String label)
        implements Serializable {

    /**
     * Stands in a message, until it is read, for the blank between what happened and how things
     * stand; Unicode has it for private use, as those of {@link Remedy}.
     */
    private static final char STAND = '\uE003';

    /** A negative number stands for a migration without a version. */
    public ErrorDetail {
        version = version != null && version < 0 ? null : version;
    }

    /** A fault of a migration whose version has no label, or of none. */
    public ErrorDetail(
            ErrorKind kind,
            String message,
            @Nullable Long version,
            @Nullable String file,
            @Nullable Integer line,
            @Nullable Integer column,
            @Nullable String sqlState) {
        this(kind, message, version, file, line, column, sqlState, null);
    }

    /** What happened, where and what to do, in words for those who use this library in process. */
    @Override
    public String message() {
        return Remedy.inProcess(message).replace(STAND, ' ');
    }

    /**
     * What happened and where, in words for those who use this library in process: the message
     * without how things stand and what to do. All of it where it does not tell these apart.
     */
    public String happened() {
        int stand = message.indexOf(STAND);
        return Remedy.inProcess(stand < 0 ? message : message.substring(0, stand));
    }

    /**
     * A message of two parts that can be told apart.
     *
     * @param happened what happened and where, up to its full stop
     * @param stand how things stand, and what to do
     */
    public static String message(String happened, String stand) {
        return happened + STAND + stand;
    }

    /** Whether it is the same to read. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErrorDetail that && parts().equals(that.parts());
    }

    @Override
    public int hashCode() {
        return parts().hashCode();
    }

    @Override
    public String toString() {
        return "ErrorDetail" + parts();
    }

    private List<@Nullable Object> parts() {
        return Arrays.asList(kind, message(), version, file, line, column, sqlState, label);
    }

    /** The same fault with a message in which the steps that it advises are worded otherwise. */
    public ErrorDetail worded(Remedy.Wording wording) {
        return new ErrorDetail(
                kind,
                Remedy.worded(message, wording),
                version,
                file,
                line,
                column,
                sqlState,
                label);
    }

    /** A fault that belongs to no migration, file or server message. */
    public static ErrorDetail of(ErrorKind kind, String message) {
        return new ErrorDetail(kind, message, null, null, null, null, null);
    }

    /** A fault the server reported, outside of any migration's script. */
    public static ErrorDetail ofServer(ErrorKind kind, String message, @Nullable String sqlState) {
        return new ErrorDetail(kind, message, null, null, null, null, sqlState);
    }

    /**
     * The same fault with the version of the migration that it belongs to.
     *
     * @param called its label, or null when it has none
     */
    public ErrorDetail withVersion(long owner, @Nullable String called) {
        return new ErrorDetail(kind, message, owner, file, line, column, sqlState, called);
    }

    /** The same fault with the file that it is in, where no position is known. */
    public ErrorDetail withFile(String name) {
        return new ErrorDetail(kind, message, version, name, line, column, sqlState, label);
    }

    /** The same fault with more behind its message, which begins with a blank or a line end. */
    public ErrorDetail withMore(String more) {
        return new ErrorDetail(kind, message + more, version, file, line, column, sqlState, label);
    }

    /**
     * The same fault with other words on how things stand and what to do: it came up where those of
     * the message do not hold. What the server said, and the statement, stand behind them.
     */
    public ErrorDetail standing(String other) {
        int stand = message.indexOf(STAND);
        if (stand < 0) {
            return withMore(" " + other);
        }
        int lines = message.indexOf('\n', stand);
        String behind = lines < 0 ? "" : message.substring(lines);
        String told = message(message.substring(0, stand), other) + behind;
        return new ErrorDetail(kind, told, version, file, line, column, sqlState, label);
    }

    /** The message with its code first, as it is printed. */
    public String coded() {
        return kind.code() + " " + message();
    }
}
