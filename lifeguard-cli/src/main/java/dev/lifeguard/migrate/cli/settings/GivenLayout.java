package dev.lifeguard.migrate.cli.settings;

import dev.lifeguard.migrate.layouts.LayoutName;
import dev.lifeguard.migrate.source.Layout;
import java.util.List;

/** The layout that a setting names, which is another tool's. */
final class GivenLayout {

    private GivenLayout() {}

    /** This project's own where there is none of that name. */
    static Layout find(Setting setting, List<String> faults) {
        return LayoutName.find(setting.value())
                .orElseGet(
                        () -> {
                            faults.add(LayoutName.unknown(setting.value(), setting.quoted()));
                            return Layout.own();
                        });
    }
}
