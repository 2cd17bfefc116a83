package dev.lifeguard.migrate.cli.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What drift is told by the configuration file; it is read when drift is asked for. */
public final class GivenDrift {

    private final Optional<ConfigFile> file;

    GivenDrift(Optional<ConfigFile> file) {
        this.file = file;
    }

    /** All that the file says, by its keys. */
    Map<String, Setting> settings() {
        return file.map(ConfigFile::drift).orElse(Map.of());
    }

    /** Patterns for the names of objects that may differ. */
    public List<String> ignored() {
        Setting setting = settings().get(DriftTable.IGNORE);
        return setting == null ? List.of() : setting.values();
    }
}
