package dev.lifeguard.migrate.architecture;

import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.Charset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * A static field is final, and what it holds never changes.
 *
 * <p>What never changes is a primitive, a String, a Class, an enum constant, a record, a value of
 * java.time or a format of one, a Pattern, a Charset, a Logger, and a collection or map of such
 * values that cannot be changed. An array can be changed by all who reach it, so there may be
 * arrays of primitives only, and only where no other package reaches them: the field is not public,
 * or its class is not. What the compiler adds does not count.
 */
final class ConstantFields extends ArchCondition<JavaField> {

    ConstantFields() {
        super("be final and hold what never changes");
    }

    @Override
    public void check(JavaField field, ConditionEvents events) {
        if (field.getModifiers().contains(JavaModifier.SYNTHETIC)) {
            return;
        }
        if (!field.getModifiers().contains(JavaModifier.FINAL)) {
            events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is not final"));
        } else if (!isConstant(field.reflect())) {
            events.add(
                    SimpleConditionEvent.violated(
                            field, field.getFullName() + " holds what can be changed"));
        }
    }

    private static boolean isConstant(Field field) {
        Class<?> type = field.getType();
        return type.isArray()
                ? type.getComponentType().isPrimitive() && isHidden(field)
                : isConstant(value(field));
    }

    private static boolean isHidden(Field field) {
        int visible = Modifier.PUBLIC | Modifier.PROTECTED;
        return (field.getModifiers() & visible) == 0
                || (field.getDeclaringClass().getModifiers() & visible) == 0;
    }

    private static boolean isConstant(@Nullable Object value) {
        return switch (value) {
            case String text -> true;
            case Number number -> isOfPackage(number, "java.lang");
            case Boolean truth -> true;
            case Character character -> true;
            case Class<?> type -> true;
            case Enum<?> constant -> true;
            case Record data -> true;
            case Pattern pattern -> true;
            case DateTimeFormatter format -> true;
            case Charset charset -> true;
            case Logger logger -> true;
            case Collection<?> all ->
                    isUnmodifiable(all) && all.stream().allMatch(ConstantFields::isConstant);
            case Map<?, ?> map ->
                    isUnmodifiable(map)
                            && isConstant(map.keySet().stream().toList())
                            && isConstant(map.values().stream().toList());
            case null -> false;
            default -> isOfPackage(value, "java.time");
        };
    }

    private static boolean isUnmodifiable(Object collection) {
        String name = collection.getClass().getName();
        return name.startsWith("java.util.ImmutableCollections$")
                || name.startsWith("java.util.Collections$Unmodifiable")
                || name.startsWith("java.util.Collections$Empty");
    }

    private static boolean isOfPackage(Object value, String name) {
        return value.getClass().getPackageName().equals(name);
    }

    private static @Nullable Object value(Field field) {
        try {
            field.setAccessible(true);
            return field.get(null);
        } catch (IllegalAccessException closed) {
            throw new AssertionError(closed);
        }
    }
}
