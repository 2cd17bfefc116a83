package dev.lifeguard.migrate.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;
import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.BaseStream;

/** Everything in the Java library that makes another thread do something. */
final class ThreadStart extends DescribedPredicate<JavaAccess<?>> {

    private static final String CONSTRUCTOR = "<init>";
    private static final Set<String> OF_THREAD =
            Set.of(CONSTRUCTOR, "start", "ofVirtual", "ofPlatform", "startVirtualThread");

    ThreadStart() {
        super("start a thread");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        JavaClass owner = target.getOwner();
        String name = target.getName();
        return (owner.isAssignableTo(Thread.class) && OF_THREAD.contains(name))
                || owner.isAssignableTo(Thread.Builder.class)
                || owner.isEquivalentTo(Executors.class)
                || (owner.isAssignableTo(Executor.class) && name.equals(CONSTRUCTOR))
                || (owner.isEquivalentTo(ForkJoinPool.class) && name.equals("commonPool"))
                || (owner.isAssignableTo(Timer.class) && name.equals(CONSTRUCTOR))
                || (owner.isAssignableTo(CompletableFuture.class) && name.endsWith("Async"))
                || name.equals("parallelStream")
                || (owner.isAssignableTo(BaseStream.class) && name.equals("parallel"));
    }
}
