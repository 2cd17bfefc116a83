package dev.lifeguard.migrate.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;

/** Everything that writes to the streams of the process. */
final class Printing extends DescribedPredicate<JavaAccess<?>> {

    private static final Set<String> OF_SYSTEM = Set.of("out", "err", "console");

    Printing() {
        super("print");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        return (target.getOwner().isEquivalentTo(System.class)
                        && OF_SYSTEM.contains(target.getName()))
                || (target.getOwner().isAssignableTo(Throwable.class)
                        && target.getName().equals("printStackTrace"));
    }
}
