package dev.lifeguard.migrate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.List;

/** There are at most so many public types, all that are given counted together. */
final class PublicTypeBudget extends ArchCondition<JavaClass> {

    private final int most;
    private List<String> names = List.of();

    PublicTypeBudget(int most) {
        super("be at most %s", most);
        this.most = most;
    }

    @Override
    public void init(Collection<JavaClass> all) {
        names = all.stream().map(JavaClass::getFullName).sorted().toList();
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        // What counts is how many there are.
    }

    @Override
    public void finish(ConditionEvents events) {
        if (names.size() > most) {
            names.stream()
                    .map(name -> "%s is one of %s".formatted(name, names.size()))
                    .map(message -> SimpleConditionEvent.violated(names, message))
                    .forEach(events::add);
        }
    }
}
