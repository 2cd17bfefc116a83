package dev.lifeguard.migrate.lint;

import static dev.lifeguard.migrate.lint.LintLevel.ERROR;
import static dev.lifeguard.migrate.lint.LintLevel.INFO;
import static dev.lifeguard.migrate.lint.LintLevel.WARNING;
import static dev.lifeguard.migrate.lint.LintRule.About.ANYTHING;
import static dev.lifeguard.migrate.lint.LintRule.About.TABLE;

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
    INDEX_BLOCKS_WRITES("LG-I01", ERROR, TABLE),
    CONCURRENTLY_IN_TX("LG-I02", ERROR, ANYTHING),
    INVALID_INDEX_KEPT("LG-I03", WARNING, TABLE),
    CONCURRENTLY_WITH_LOCK_TIMEOUT("LG-I04", ERROR, TABLE),
    DROP_INDEX_BLOCKS("LG-I05", WARNING, TABLE),
    REINDEX_BLOCKS("LG-I06", WARNING, TABLE),
    CONCURRENTLY_ON_PARTITIONED("LG-I07", ERROR, ANYTHING),
    PG14_INDEX_CORRUPTION("LG-I08", ERROR, ANYTHING),
    WIDE_INDEX("LG-I09", INFO, ANYTHING),
    REPLACE_INDEX_ORDER("LG-I10", WARNING, TABLE),
    HASH_INDEX("LG-I11", ANYTHING),
    FK_VALIDATES_NOW("LG-C01", ERROR, TABLE),
    CHECK_VALIDATES_NOW("LG-C02", ERROR, TABLE),
    VALIDATE_IN_SAME_TX("LG-C03", ERROR, TABLE),
    UNIQUE_BUILDS_INDEX("LG-C04", ERROR, TABLE),
    PK_BUILDS_INDEX("LG-C05", ERROR, TABLE),
    PK_USING_NULLABLE_INDEX("LG-C06", WARNING, TABLE),
    EXCLUSION("LG-C07", WARNING, TABLE),
    SET_NOT_NULL_SCAN("LG-C08", ERROR, TABLE),
    INLINE_CHECK_ON_NEW_COLUMN("LG-C09", WARNING, TABLE),
    INLINE_FK_ON_NEW_COLUMN("LG-C10", WARNING, TABLE),
    FK_LOCKS_HOT_PARENT("LG-C11", WARNING, ANYTHING),
    DROP_FK_LOCKS_BOTH("LG-C12", ERROR, TABLE),
    FK_WITHOUT_INDEX("LG-C13", WARNING, ANYTHING),
    FK_TYPE_MISMATCH("LG-C14", WARNING, ANYTHING),
    DATA_DEPENDENT_UNIQUE("LG-C15", WARNING, TABLE),
    CONSTRAINED_DOMAIN("LG-C16", WARNING, ANYTHING),
    REQUIRED_COLUMN_NO_DEFAULT("LG-T01", ERROR, TABLE),
    VOLATILE_DEFAULT("LG-T02", ERROR, TABLE),
    SERIAL_OR_IDENTITY_COLUMN("LG-T03", ERROR, TABLE),
    STORED_GENERATED("LG-T04", WARNING, TABLE),
    TYPE_CHANGE_REWRITES("LG-T05", ERROR, TABLE),
    TYPE_CHANGE_DEPENDS_ON_TIMEZONE("LG-T06", ERROR, TABLE),
    TYPE_CHANGE_WITH_CHECK("LG-T07", WARNING, TABLE),
    DROP_COLUMN("LG-T08", ERROR, TABLE),
    RENAME_COLUMN("LG-T09", ERROR, TABLE),
    RENAME_TABLE("LG-T10", ERROR, TABLE),
    RENAME_SCHEMA("LG-T11", WARNING, ANYTHING),
    DROP_NOT_NULL("LG-T12", WARNING, TABLE),
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
    DROP_TABLE("LG-D01", ERROR, TABLE),
    DROP_SCHEMA("LG-D02", WARNING, ANYTHING),
    CASCADE("LG-D03", ERROR, ANYTHING),
    TRUNCATE("LG-D04", WARNING, TABLE),
    DROP_THEN_CREATE("LG-D05", WARNING, ANYTHING),
    DETACH_BLOCKS("LG-P01", ERROR, TABLE),
    CREATE_PARTITION_OF("LG-P02", WARNING, TABLE),
    ATTACH_SCANS("LG-P03", WARNING, TABLE),
    VACUUM_FULL("LG-M01", WARNING, TABLE),
    REFRESH_MV("LG-M02", WARNING, TABLE),
    STORAGE_REWRITE("LG-M03", WARNING, TABLE),
    TRIGGER_LOCK("LG-M04", WARNING, TABLE),
    POLICY_LOCK("LG-M05", WARNING, TABLE),
    EXPLICIT_LOCK("LG-M06", WARNING, TABLE),
    RESTRICTIVE_POLICY("LG-M07", WARNING, ANYTHING),
    REFRESH_WITHOUT_UNIQUE_INDEX("LG-M08", WARNING, ANYTHING),
    NO_LOCK_TIMEOUT("LG-X01", ERROR, TABLE),
    NO_STATEMENT_TIMEOUT("LG-X02", INFO, TABLE),
    WORK_AFTER_STRONG_LOCK("LG-X03", ERROR, TABLE),
    BULK_DML("LG-X04", ERROR, TABLE),
    SPLIT_ALTERS("LG-X05", WARNING, TABLE),
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
    OLD_CODE_INCOMPATIBLE("LG-X20", WARNING, ANYTHING),
    FUNCTION_VOLATILITY_CHANGE("LG-X21", WARNING, ANYTHING),
    DROP_TRIGGER_FUNCTION("LG-X22", WARNING, ANYTHING),
    OVERBROAD_GRANT("LG-X23", WARNING, ANYTHING),
    CREATE_TABLE_AS("LG-X24", WARNING, ANYTHING),
    TAUTOLOGICAL_DML("LG-X25", ERROR, TABLE),
    COMPOUNDING_LOCKS("LG-X26", WARNING, TABLE),
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
        /** A table with rows and readers: one that the run makes is none. */
        TABLE,
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

    /** Whether it says nothing of a table that nobody uses yet. */
    boolean needsRows() {
        return about == About.TABLE;
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
