package dev.lifeguard.migrate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import org.jspecify.annotations.NullMarked;

/** A class is in a package whose package-info says that nothing is null unless it is written. */
final class NullMarkedPackage extends ArchCondition<JavaClass> {

    NullMarkedPackage() {
        super("be in a package that is @NullMarked");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
            events.add(
                    SimpleConditionEvent.violated(
                            type, "the package of %s is not".formatted(type.getFullName())));
        }
    }
}
