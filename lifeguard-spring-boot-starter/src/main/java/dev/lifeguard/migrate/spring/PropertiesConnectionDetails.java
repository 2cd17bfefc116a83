package dev.lifeguard.migrate.spring;

import org.jspecify.annotations.Nullable;

/** What the properties say. */
record PropertiesConnectionDetails(MigrateProperties properties)
        implements MigratorConnectionDetails {

    @Override
    public @Nullable String url() {
        return properties.url();
    }

    @Override
    public @Nullable String user() {
        return properties.user();
    }

    @Override
    public @Nullable String password() {
        return properties.password();
    }
}
