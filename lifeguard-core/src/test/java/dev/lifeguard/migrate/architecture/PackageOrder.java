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

    private final String root;
    private final List<String> fromTheTop;

    /**
     * An order of the packages in one.
     *
     * @param root the package that holds the others, and is the last
     * @param fromTheTop their names in it
     */
    PackageOrder(String root, String... fromTheTop) {
        super("depend only on packages above their own");
        this.root = root;
        this.fromTheTop = List.of(fromTheTop);
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
            return fromTheTop.size();
        }
        if (!name.startsWith(root + ".")) {
            return -1;
        }
        String inside = name.substring(root.length() + 1);
        int dot = inside.indexOf('.');
        return fromTheTop.indexOf(dot < 0 ? inside : inside.substring(0, dot));
    }
}
