package dev.lifeguard.migrate.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvent;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** Each package depends only on itself and on those above it; the root package is the last. */
final class PackageOrder extends ArchCondition<JavaClass> {

    private static final List<String> FROM_THE_TOP =
            List.of(
                    "error", "schema", "ddl", "dialect", "script", "source", "plan", "report",
                    "jdbc", "state", "engine", "index", "");

    private final String root;

    PackageOrder(String root) {
        super("depend only on packages above their own");
        this.root = root;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        int own = level(type);
        if (own < 0) {
            events.add(
                    SimpleConditionEvent.violated(
                            type,
                            "%s is in a package without a place in the order"
                                    .formatted(type.getFullName())));
        }
        type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> level(dependency.getTargetClass()) > own)
                .map(dependency -> below(type, dependency))
                .forEach(events::add);
    }

    private static ConditionEvent below(JavaClass type, Dependency dependency) {
        return SimpleConditionEvent.violated(
                type,
                "%s depends on a package below its own: %s"
                        .formatted(type.getFullName(), dependency.getDescription()));
    }

    /** The place in the order; -1 for a class that has none, which is above all others. */
    private int level(JavaClass type) {
        String name = type.getBaseComponentType().getPackageName();
        if (name.equals(root)) {
            return FROM_THE_TOP.size() - 1;
        }
        if (!name.startsWith(root + ".")) {
            return -1;
        }
        String inside = name.substring(root.length() + 1);
        int dot = inside.indexOf('.');
        return FROM_THE_TOP.indexOf(dot < 0 ? inside : inside.substring(0, dot));
    }
}
