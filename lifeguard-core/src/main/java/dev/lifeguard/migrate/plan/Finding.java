package dev.lifeguard.migrate.plan;

import dev.lifeguard.migrate.error.ConfigurationException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a {@link PlanCheck} found. Immutable. */
public final class Finding {

    private final String rule;
    private final Level level;
    private final @Nullable Place place;
    private final String message;
    private final @Nullable String safeWay;

    private Finding(
            String rule,
            Level level,
            @Nullable Place place,
            String message,
            @Nullable String safeWay) {
        this.rule = ConfigurationException.requireGiven("rule of a finding", rule);
        this.level = ConfigurationException.requireGiven("level of a finding", level);
        this.place = place;
        this.message = ConfigurationException.requireGiven("message of a finding", message);
        this.safeWay = safeWay;
    }

    /**
     * A finding that concerns the plan as a whole, until a place is added.
     *
     * @param rule the name of what was looked for, such as {@code index-blocks-writes}
     * @param message what is wrong, in sentences; it never holds a password
     * @throws ConfigurationException when one of them is null
     */
    public static Finding of(String rule, Level level, String message) {
        return new Finding(rule, level, null, message, null);
    }

    /** The same at a place. */
    public Finding at(Place where) {
        return new Finding(rule, level, where, message, safeWay);
    }

    /**
     * The same with what does it without harm.
     *
     * @param instead in sentences or as statements
     */
    public Finding withSafeWay(String instead) {
        return new Finding(rule, level, place, message, instead);
    }

    /** The name of what was looked for. */
    public String rule() {
        return rule;
    }

    /** How bad it is. */
    public Level level() {
        return level;
    }

    /** Where it is; empty where it concerns the plan as a whole. */
    public Optional<Place> place() {
        return Optional.ofNullable(place);
    }

    /** What is wrong, in sentences. */
    public String message() {
        return message;
    }

    /** What does it without harm; empty where nothing is said. */
    public Optional<String> safeWay() {
        return Optional.ofNullable(safeWay);
    }

    /** How bad a finding is. */
    public enum Level {
        /** It refuses the run. */
        ERROR,
        /** It is told as a warning. */
        WARNING,
        /** It is in the plan, for who looks there. */
        INFO
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Finding that
                && rule.equals(that.rule)
                && level == that.level
                && Objects.equals(place, that.place)
                && message.equals(that.message)
                && Objects.equals(safeWay, that.safeWay);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rule, level, place, message, safeWay);
    }

    /** As messages tell it: the place, the message, the safe way, and the rule in brackets. */
    @Override
    public String toString() {
        return (place == null ? "" : place + ": ")
                + message
                + (safeWay == null ? "" : " " + safeWay)
                + " ["
                + rule
                + "]";
    }
}
