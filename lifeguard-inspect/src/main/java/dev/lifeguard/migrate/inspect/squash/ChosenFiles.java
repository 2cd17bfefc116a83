package dev.lifeguard.migrate.inspect.squash;

import dev.lifeguard.migrate.connect.words.FaultText;
import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.schema.Migration;
import dev.lifeguard.migrate.source.Found;
import dev.lifeguard.migrate.source.Found.Hook.Moment;
import dev.lifeguard.migrate.source.MigrationSource;
import java.io.IOException;
import java.util.List;

/**
 * Those migrations of a source of this project's own layout that have a version up to one, and the
 * hooks around them. What runs behind all of them runs behind a baseline, too, so it is left out.
 *
 * @param last the number of the last one; 0 for the hooks alone
 */
record ChosenFiles(MigrationSource all, long last) implements MigrationSource {

    @Override
    public String description() {
        return all.description();
    }

    @Override
    public List<MigrationFile> files() {
        try {
            return layout().read(all.files()).stream()
                    .filter(this::isChosen)
                    .map(Found::file)
                    .toList();
        } catch (IOException fault) {
            throw Refused.because(
                    "The migrations cannot be read: %s.".formatted(FaultText.of(fault)), fault);
        }
    }

    private boolean isChosen(Found found) {
        return switch (found) {
            case Found.Versioned one -> one.version().number() <= last;
            case Found.Baseline one -> one.version().number() <= last;
            case Found.Hook one -> one.moment() != Moment.AFTER_UP;
            case Found.Repeatable one -> false;
            case Found.LeftOut one -> false;
            case Found.Refused one -> true;
        };
    }

    @Override
    public List<Migration> migrations() {
        return all.migrations().stream().filter(each -> each.version() <= last).toList();
    }
}
