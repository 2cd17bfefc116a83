/** Directories and histories of other migration tools, read as they are. */
@org.jspecify.annotations.NullMarked
module dev.lifeguard.migrate.layouts {
    requires transitive dev.lifeguard.migrate;
    requires static org.jspecify;

    exports dev.lifeguard.migrate.layouts;
}
