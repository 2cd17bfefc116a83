package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.connect.words.Refused;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * The fields of a test that are filled: those of a type that is given, which are not final and in
 * which nobody else has put anything.
 */
final class InjectedFields {

    private static final Namespace NAMESPACE = Namespace.create(InjectedFields.class);

    private final ExtensionContext context;

    InjectedFields(ExtensionContext context) {
        this.context = context;
    }

    /** Fills those of the class. */
    void fillStatic(Function<Class<?>, Object> values) {
        fields(context.getRequiredTestClass(), field -> Modifier.isStatic(field.getModifiers()))
                .forEach(field -> fill(field, null, values));
    }

    /** Empties those of the class again. */
    void clearStatic() {
        fields(context.getRequiredTestClass(), field -> Modifier.isStatic(field.getModifiers()))
                .forEach(this::clear);
    }

    private void clear(Field field) {
        try {
            if (own().remove(key(field, null))) {
                field.setAccessible(true);
                field.set(null, null);
            }
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Fills those of the test's objects. */
    void fill(Function<Class<?>, Object> values) {
        List<Object> instances =
                context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of());
        for (Object instance : instances) {
            fields(instance.getClass(), field -> !Modifier.isStatic(field.getModifiers()))
                    .forEach(field -> fill(field, instance, values));
        }
    }

    private static List<Field> fields(Class<?> declaring, Predicate<Field> chosen) {
        return ReflectionSupport.findFields(
                declaring,
                field ->
                        MigratedDatabaseExtension.TYPES.contains(field.getType())
                                && !Modifier.isFinal(field.getModifiers())
                                && chosen.test(field),
                HierarchyTraversalMode.TOP_DOWN);
    }

    private void fill(Field field, @Nullable Object instance, Function<Class<?>, Object> values) {
        field.setAccessible(true);
        try {
            if (field.get(instance) != null && !own().contains(key(field, instance))) {
                return;
            }
            requireOneTestAtATime(field);
            field.set(instance, values.apply(field.getType()));
            own().add(key(field, instance));
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What was filled here before: an object that all tests of a class have comes again. */
    @SuppressWarnings("unchecked") // The store has it under this key.
    private Set<Object> own() {
        ExtensionContext owner = context;
        for (ExtensionContext each = context;
                each.getTestClass().isPresent();
                each = each.getParent().orElseThrow()) {
            owner = each;
        }
        return owner.getStore(NAMESPACE)
                .computeIfAbsent("own", absent -> ConcurrentHashMap.newKeySet(), Set.class);
    }

    private static Object key(Field field, @Nullable Object instance) {
        return List.of(field, instance == null ? 0 : System.identityHashCode(instance));
    }

    private void requireOneTestAtATime(Field field) {
        Optional<Lifecycle> lifecycle = context.getTestInstanceLifecycle();
        if (lifecycle.equals(Optional.of(Lifecycle.PER_CLASS))
                && context.getTestMethod().isPresent()
                && context.getExecutionMode() == ExecutionMode.CONCURRENT) {
            throw Refused.because(
                    ("The field \"%s\" of %s belongs to all of its tests, which run at the same"
                                    + " time. Make it a parameter of each test, or leave out"
                                    + " @TestInstance(PER_CLASS).")
                            .formatted(field.getName(), field.getDeclaringClass().getName()));
        }
    }
}
