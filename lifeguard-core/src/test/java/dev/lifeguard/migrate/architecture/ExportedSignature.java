package dev.lifeguard.migrate.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whatever a user of the module may call shows types only that the module exports.
 *
 * <p>javac's {@code -Xlint:exports} says the same, but counts annotations too, and the one on types
 * that may be null is for compilers alone.
 */
final class ExportedSignature extends ArchCondition<JavaClass> {

    private final String root;
    private final Set<String> exported;

    ExportedSignature(String root, Set<String> exported) {
        super("show exported types only");
        this.root = root;
        this.exported = exported;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        if (!exported.contains(type.getPackageName()) || !isReachable(type)) {
            return;
        }
        Stream.concat(type.getSuperclass().stream(), type.getInterfaces().stream())
                .flatMap(parent -> hidden(parent))
                .map(hidden -> "%s extends %s".formatted(type.getName(), hidden.getName()))
                .map(message -> SimpleConditionEvent.violated(type, message))
                .forEach(events::add);
        Stream.concat(type.getCodeUnits().stream(), type.getFields().stream())
                .filter(ExportedSignature::isShown)
                .forEach(member -> check(type, member, events));
    }

    private void check(JavaClass type, JavaMember member, ConditionEvents events) {
        types(member)
                .flatMap(this::hidden)
                .map(hidden -> "%s shows %s".formatted(member.getFullName(), hidden.getName()))
                .map(message -> SimpleConditionEvent.violated(type, message))
                .forEach(events::add);
    }

    private Stream<JavaClass> hidden(JavaType shown) {
        return shown.getAllInvolvedRawTypes().stream()
                .filter(type -> type.getPackageName().startsWith(root))
                .filter(type -> !exported.contains(type.getPackageName()));
    }

    private static Stream<? extends JavaType> types(JavaMember member) {
        return switch (member) {
            case JavaField field -> Stream.of(field.getType());
            case JavaCodeUnit code ->
                    Stream.of(
                                    Stream.of(code.getReturnType()),
                                    code.getParameterTypes().stream(),
                                    code.getExceptionTypes().stream())
                            .flatMap(types -> types);
            default -> Stream.empty();
        };
    }

    private static boolean isShown(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static boolean isReachable(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(ExportedSignature::isReachable).orElse(true);
    }
}
