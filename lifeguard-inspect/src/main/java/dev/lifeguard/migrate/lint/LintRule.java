package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.lint.LintLevel.ERROR;
import static dev.lifeguard.migrate.lint.LintLevel.INFO;
import static dev.lifeguard.migrate.lint.LintLevel.WARNING;
import static dev.lifeguard.migrate.lint.LintRule.About.ANYTHING;
import static dev.lifeguard.migrate.lint.LintRule.About.ROWS;
import static dev.lifeguard.migrate.lint.LintRule.About.SIZE;
import static dev.lifeguard.migrate.lint.LintRule.About.USE;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All rules, each described by its {@link #summary}. Codes and names never change. */
public enum LintRule {
    INDEX_BLOCKS_WRITES("LG-I01", ERROR, SIZE),
    CONCURRENTLY_IN_TX("LG-I02", ERROR, ANYTHING),
    INVALID_INDEX_KEPT("LG-I03", WARNING, SIZE),
    CONCURRENTLY_WITH_LOCK_TIMEOUT("LG-I04", ERROR, USE),
    DROP_INDEX_BLOCKS("LG-I05", WARNING, USE),
    REINDEX_BLOCKS("LG-I06", WARNING, SIZE),
    CONCURRENTLY_ON_PARTITIONED("LG-I07", ERROR, ANYTHING),
    PG14_INDEX_CORRUPTION("LG-I08", ERROR, ANYTHING),
    WIDE_INDEX("LG-I09", INFO, ANYTHING),
    REPLACE_INDEX_ORDER("LG-I10", WARNING, SIZE),
    HASH_INDEX("LG-I11", ANYTHING),
    FK_VALIDATES_NOW("LG-C01", ERROR, SIZE),
    CHECK_VALIDATES_NOW("LG-C02", ERROR, SIZE),
    VALIDATE_IN_SAME_TX("LG-C03", ERROR, SIZE),
    UNIQUE_BUILDS_INDEX("LG-C04", ERROR, SIZE),
    PK_BUILDS_INDEX("LG-C05", ERROR, SIZE),
    PK_USING_NULLABLE_INDEX("LG-C06", WARNING, SIZE),
    EXCLUSION("LG-C07", WARNING, SIZE),
    SET_NOT_NULL_SCAN("LG-C08", ERROR, SIZE),
    INLINE_CHECK_ON_NEW_COLUMN("LG-C09", WARNING, SIZE),
    INLINE_FK_ON_NEW_COLUMN("LG-C10", WARNING, SIZE),
    FK_LOCKS_HOT_PARENT("LG-C11", WARNING, ANYTHING),
    DROP_FK_LOCKS_BOTH("LG-C12", ERROR, USE),
    FK_WITHOUT_INDEX("LG-C13", WARNING, ANYTHING),
    FK_TYPE_MISMATCH("LG-C14", WARNING, ANYTHING),
    DATA_DEPENDENT_UNIQUE("LG-C15", WARNING, ROWS),
    CONSTRAINED_DOMAIN("LG-C16", WARNING, SIZE),
    REQUIRED_COLUMN_NO_DEFAULT("LG-T01", ERROR, ROWS),
    VOLATILE_DEFAULT("LG-T02", ERROR, SIZE),
    SERIAL_OR_IDENTITY_COLUMN("LG-T03", ERROR, SIZE),
    STORED_GENERATED("LG-T04", WARNING, SIZE),
    TYPE_CHANGE_REWRITES("LG-T05", ERROR, SIZE),
    TYPE_CHANGE_DEPENDS_ON_TIMEZONE("LG-T06", ERROR, SIZE),
    TYPE_CHANGE_WITH_CHECK("LG-T07", WARNING, SIZE),
    DROP_COLUMN("LG-T08", ERROR, USE),
    RENAME_COLUMN("LG-T09", ERROR, USE),
    RENAME_TABLE("LG-T10", ERROR, USE),
    RENAME_SCHEMA("LG-T11", WARNING, ANYTHING),
    DROP_NOT_NULL("LG-T12", WARNING, USE),
    SHORT_INT_KEY("LG-T13", WARNING, ANYTHING),
    PREFER_IDENTITY("LG-T14", INFO, ANYTHING),
    VARCHAR_LIMIT("LG-T15", ANYTHING),
    CHAR_N("LG-T16", INFO, ANYTHING),
    NAIVE_TIMESTAMP("LG-T17", INFO, ANYTHING),
    JSON_NOT_JSONB("LG-T18", WARNING, ANYTHING),
    ENUM_CREATE("LG-T19", INFO, ANYTHING),
    ENUM_VALUE_USED_IN_SAME_TX("LG-T20", ERROR, ANYTHING),
    ENUM_RENAME_VALUE("LG-T21", WARNING, ANYTHING),
    ENUM_ORDER("LG-T22", INFO, ANYTHING),
    COLUMN_ALIGNMENT("LG-T23", INFO, ANYTHING),
    MONEY_TYPE("LG-T24", INFO, ANYTHING),
    DROP_TABLE("LG-D01", ERROR, USE),
    DROP_SCHEMA("LG-D02", WARNING, ANYTHING),
    CASCADE("LG-D03", ERROR, USE),
    TRUNCATE("LG-D04", WARNING, USE),
    DROP_THEN_CREATE("LG-D05", WARNING, ANYTHING),
    DETACH_BLOCKS("LG-P01", ERROR, USE),
    CREATE_PARTITION_OF("LG-P02", WARNING, USE),
    ATTACH_SCANS("LG-P03", WARNING, SIZE),
    VACUUM_FULL("LG-M01", WARNING, SIZE),
    REFRESH_MV("LG-M02", WARNING, SIZE),
    STORAGE_REWRITE("LG-M03", WARNING, SIZE),
    TRIGGER_LOCK("LG-M04", WARNING, USE),
    POLICY_LOCK("LG-M05", WARNING, USE),
    EXPLICIT_LOCK("LG-M06", WARNING, USE),
    RESTRICTIVE_POLICY("LG-M07", WARNING, ANYTHING),
    REFRESH_WITHOUT_UNIQUE_INDEX("LG-M08", WARNING, ANYTHING),
    NO_LOCK_TIMEOUT("LG-X01", ERROR, USE),
    NO_STATEMENT_TIMEOUT("LG-X02", INFO, USE),
    WORK_AFTER_STRONG_LOCK("LG-X03", ERROR, SIZE),
    BULK_DML("LG-X04", ERROR, SIZE),
    SPLIT_ALTERS("LG-X05", WARNING, SIZE),
    NOT_RERUNNABLE("LG-X06", WARNING, ANYTHING),
    NESTED_TX("LG-X07", ERROR, ANYTHING),
    OPEN_TX("LG-X08", ERROR, ANYTHING),
    SESSION_LEAK("LG-X09", ANYTHING),
    OPAQUE_CODE("LG-X10", INFO, ANYTHING),
    UNQUALIFIED_NAME("LG-X11", ANYTHING),
    LONG_IDENTIFIER("LG-X12", WARNING, ANYTHING),
    DUPLICATE_COLUMN("LG-X13", ERROR, ANYTHING),
    NAMING("LG-X14", INFO, ANYTHING),
    OUT_OF_ORDER("LG-X15", WARNING, ANYTHING),
    UNUSED_ALLOW("LG-X16", WARNING, ANYTHING),
    SYNTAX_ERROR("LG-X17", ERROR, ANYTHING),
    DOWN_LOSES_DATA("LG-X18", WARNING, ANYTHING),
    DOWN_MISSING_OBJECT("LG-X19", WARNING, ANYTHING),
    OLD_CODE_INCOMPATIBLE("LG-X20", WARNING, USE),
    FUNCTION_VOLATILITY_CHANGE("LG-X21", WARNING, ANYTHING),
    DROP_TRIGGER_FUNCTION("LG-X22", WARNING, ANYTHING),
    OVERBROAD_GRANT("LG-X23", WARNING, ANYTHING),
    CREATE_TABLE_AS("LG-X24", WARNING, SIZE),
    TAUTOLOGICAL_DML("LG-X25", ERROR, USE),
    COMPOUNDING_LOCKS("LG-X26", WARNING, USE),
    ALLOW_WITHOUT_REASON("LG-X27", WARNING, ANYTHING),
    UNKNOWN_RULE("LG-X28", ERROR, ANYTHING);

    private static final Map<String, String> SUMMARIES = summaries();

    private final String code;
    private final @Nullable LintLevel byDefault;
    private final About about;

    LintRule(String code, About about) {
        this.code = code;
        this.byDefault = null;
        this.about = about;
    }

    LintRule(String code, LintLevel byDefault, About about) {
        this.code = code;
        this.byDefault = byDefault;
        this.about = about;
    }

    /** What a rule is about. */
    enum About {
        /** How long something takes that goes through a table: none where that is empty. */
        SIZE,
        /** Whether a table has any rows. */
        ROWS,
        /** Who uses a table, however large it is: nobody where the run makes it. */
        USE,
        /** Anything else. */
        ANYTHING
    }

    /** As {@code LG-I01}. */
    public String code() {
        return code;
    }

    /** As {@code index-blocks-writes}, which is what people write. */
    public String ruleName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Its level where a project says nothing; empty where it is off then. */
    public Optional<LintLevel> level() {
        return Optional.ofNullable(byDefault);
    }

    /** What is wrong, in one sentence. */
    public String summary() {
        return Objects.requireNonNull(SUMMARIES.get(ruleName()));
    }

    /** Whether it is about a table, so that locks of that belong to it. */
    boolean isOfTable() {
        return about != About.ANYTHING;
    }

    /** Whether it says nothing of a table. */
    boolean isExempt(Table table) {
        return switch (about) {
            case SIZE, ROWS -> table.isUnused();
            case USE -> table.isMadeInRun();
            case ANYTHING -> false;
        };
    }

    /** Whether it is no more than info for a table, as that has no more bytes than some. */
    boolean isSmall(Table table, long bytes) {
        return about == About.SIZE
                && table.bytes().isPresent()
                && table.bytes().getAsLong() <= bytes;
    }

    /** The rule of a name, if there is one. */
    public static Optional<LintRule> of(String name) {
        return Arrays.stream(values()).filter(rule -> rule.ruleName().equals(name)).findFirst();
    }

    /** The rule whose name is nearest to one that is misspelled. */
    public static LintRule nearest(String name) {
        return Arrays.stream(values())
                .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)))
                .orElseThrow();
    }

    private static int distance(LintRule rule, String name) {
        return EditDistance.between(rule.ruleName(), name.toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> summaries() {
        Map<String, String> summaries = new HashMap<>();
        try (InputStream stream = LintRule.class.getResourceAsStream("summaries.txt")) {
            String text =
                    new String(
                            Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
            text.lines()
                    .map(line -> line.split(": ", 2))
                    .forEach(pair -> summaries.put(pair[0], pair[1]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return Map.copyOf(summaries);
    }
}
