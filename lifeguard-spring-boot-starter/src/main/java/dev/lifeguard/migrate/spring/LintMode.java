package dev.lifeguard.migrate.spring;

/** What a start does with unsafe migrations. */
public enum LintMode {
    /** It does not look for any. */
    OFF,
    /** It tells them as warnings, and applies what is pending. */
    WARN,
    /** It applies nothing where one is an error, and the application does not start. */
    ERROR
}
