package dev.lifeguard.migrate.junit;

import dev.lifeguard.migrate.connect.words.Refused;
import dev.lifeguard.migrate.junit.MigratedDatabase.Lifetime;
import dev.lifeguard.migrate.junit.databases.MigratedDatabases;
import dev.lifeguard.migrate.junit.databases.Migrations;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link MigratedDatabase} registers; it is not registered by itself. */
public final class MigratedDatabaseExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(MigratedDatabaseExtension.class);
    static final Set<Class<?>> TYPES =
            Set.of(DataSource.class, Connection.class, TestDatabase.class, MigrationTest.class);

    /** What is kept for a test or a class. */
    private enum Key {
        MIGRATED,
        EMPTY
    }

    /** JUnit makes one. */
    public MigratedDatabaseExtension() {
        // It keeps nothing.
    }

    /** For a constructor's parameters, the context is the test's, and not the class's. */
    @Override
    public ExtensionContextScope getTestInstantiationExtensionContextScope(ExtensionContext root) {
        return ExtensionContextScope.TEST_METHOD;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        new InjectedFields(context).fillStatic(type -> value(type, context));
    }

    /** A class may run again in the same JVM, and find no database that was dropped. */
    @Override
    public void afterAll(ExtensionContext context) {
        new InjectedFields(context).clearStatic();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        new InjectedFields(context).fill(type -> value(type, context));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return TYPES.contains(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return value(parameter.getParameter().getType(), context);
    }

    private static Object value(Class<?> type, ExtensionContext context) {
        if (type == MigrationTest.class) {
            Migrations migrations = DatabaseRequest.of(annotation(context)).migrations();
            return new MigrationTest(migrations, held(Key.EMPTY, context).database().dataSource());
        }
        HeldDatabase held = held(Key.MIGRATED, context);
        if (type == TestDatabase.class) {
            return new TestDatabase(held.database());
        }
        if (type == DataSource.class) {
            return held.database().dataSource();
        }
        try {
            return held.connection();
        } catch (SQLException failure) {
            throw Refused.because(
                    "The database of the test cannot be connected to: " + failure.getMessage(),
                    failure);
        }
    }

    /** The one of the test or class; it is taken when it is first asked for. */
    private static HeldDatabase held(Key key, ExtensionContext context) {
        MigratedDatabase annotation = annotation(context);
        // The data source of a Spring application knows itself how long its database is used.
        ExtensionContext owner =
                SpringTests.isOne(context) ? context : owner(annotation.lifetime(), context);
        return owner.getStore(NAMESPACE)
                .computeIfAbsent(
                        key + " " + owner.getUniqueId(),
                        absent ->
                                switch (key) {
                                    case MIGRATED -> migrated(annotation, owner);
                                    case EMPTY ->
                                            HeldDatabase.empty(databases(annotation, owner), owner);
                                },
                        HeldDatabase.class);
    }

    private static HeldDatabase migrated(MigratedDatabase annotation, ExtensionContext owner) {
        Optional<SpringDataSource> spring = SpringTests.source(owner);
        if (spring.isEmpty()) {
            return HeldDatabase.migrated(databases(annotation, owner), owner);
        }
        spring.get()
                .begin(
                        SpringTests.test(
                                annotation.lifetime(),
                                owner.getRequiredTestInstance(),
                                owner.getRequiredTestMethod(),
                                owner.getRequiredTestClass()));
        return HeldDatabase.ofAnother(spring.get().database(), owner);
    }

    private static MigratedDatabases databases(
            MigratedDatabase annotation, ExtensionContext context) {
        Store session = context.getStore(StoreScope.LAUNCHER_SESSION, NAMESPACE);
        return session.computeIfAbsent(
                        DatabaseRegistry.class,
                        absent -> new DatabaseRegistry(),
                        DatabaseRegistry.class)
                .databases(DatabaseRequest.of(annotation));
    }

    private static ExtensionContext owner(Lifetime lifetime, ExtensionContext context) {
        return switch (lifetime) {
            case TEST -> context;
            case CLASS -> ofClass(context);
        };
    }

    /** Of the class that has the annotation, for its nested classes, too. */
    private static ExtensionContext ofClass(ExtensionContext context) {
        ExtensionContext outermost = context;
        for (ExtensionContext each = context;
                each.getTestClass().isPresent();
                each = each.getParent().orElseThrow()) {
            outermost = each;
        }
        return outermost;
    }

    /** The nearest one: of the class itself, of those above it, or of those around it. */
    private static MigratedDatabase annotation(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        List<Class<?>> around = context.getEnclosingTestClasses();
        return AnnotationSupport.findAnnotation(testClass, MigratedDatabase.class, around)
                .orElseThrow(
                        () ->
                                Refused.because(
                                        ("%s has no @MigratedDatabase. Write the annotation, which"
                                                        + " registers the extension by itself.")
                                                .formatted(testClass.getName())));
    }
}
