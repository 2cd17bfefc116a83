package dev.lifeguard.migrate.layouts;

import dev.lifeguard.migrate.layouts.flyway.FlywayLayout;
import dev.lifeguard.migrate.layouts.golang.GolangLayout;
import dev.lifeguard.migrate.source.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Another migration tool, whose files are read as they are. */
public enum OtherTool {
    /** Flyway: {@code V1.2__name.sql}. */
    FLYWAY("flyway", "Flyway"),
    /** golang-migrate: {@code 1_name.up.sql} beside {@code 1_name.down.sql}. */
    GOLANG_MIGRATE("golang-migrate", "golang-migrate");

    private final String id;
    private final String title;

    OtherTool(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** What settings call it, for example {@code golang-migrate}. */
    public String id() {
        return id;
    }

    /** What people call it. */
    public String title() {
        return title;
    }

    /** How its files are named and laid out. */
    public Layout layout() {
        return switch (this) {
            case FLYWAY -> FlywayLayout.LAYOUT;
            case GOLANG_MIGRATE -> GolangLayout.LAYOUT;
        };
    }

    /** The one that settings call so. */
    public static Optional<OtherTool> named(String id) {
        return Arrays.stream(values()).filter(tool -> tool.id.equals(id)).findFirst();
    }

    /** What settings call them, in the order of the documentation. */
    public static List<String> ids() {
        return Arrays.stream(values()).map(OtherTool::id).toList();
    }
}
