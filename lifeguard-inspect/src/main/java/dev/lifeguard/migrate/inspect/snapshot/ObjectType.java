package dev.lifeguard.migrate.inspect.snapshot;

import java.util.Locale;

/**
 * What an object of a schema is, in the order in which a snapshot has them where nothing else says.
 */
public enum ObjectType {
    ROLE,
    SCHEMA,
    EXTENSION,
    LANGUAGE,
    COLLATION,
    TYPE,
    DOMAIN,
    CONSTANT,
    TEXT_SEARCH_DICTIONARY,
    TEXT_SEARCH_CONFIGURATION,
    FUNCTION,
    PROCEDURE,
    PACKAGE,
    PACKAGE_BODY,
    AGGREGATE,
    OPERATOR,
    OPERATOR_CLASS,
    CAST,
    FOREIGN_DATA_WRAPPER,
    SERVER,
    USER_MAPPING,
    SEQUENCE,
    TABLE,
    FOREIGN_TABLE,
    COLUMN,
    CONSTRAINT,
    INDEX,
    STATISTICS,
    PARTITION,
    VIEW,
    MATERIALIZED_VIEW,
    SYNONYM,
    TRIGGER,
    RULE,
    POLICY,
    EVENT,
    EVENT_TRIGGER,
    PUBLICATION,
    DEFAULT_PRIVILEGES,
    GRANT,
    COMMENT;

    /** The directory that its files are in: lower case, with a hyphen between words. */
    public String directory() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** It in a sentence. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
