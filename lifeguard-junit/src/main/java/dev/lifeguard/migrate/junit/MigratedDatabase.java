package dev.lifeguard.migrate.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test a database of its own that is migrated: parameters and fields of the types {@code
 * DataSource}, {@code Connection} and {@link TestDatabase} are on it, and a {@link MigrationTest}
 * on an empty one.
 *
 * <p>The migrations run once. Then each test gets a copy, made ahead in the background. Nested
 * classes and subclasses have the annotation too.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(MigratedDatabaseExtension.class)
public @interface MigratedDatabase {

    /**
     * Where the migrations are: {@code classpath:…} or {@code filesystem:…}. <code>${NAME}</code>
     * is the system property or the environment variable of that name.
     */
    String[] locations() default "classpath:db/migration";

    /**
     * Whose files they are, as {@code flyway}: that of another tool needs {@code
     * dev.lifeguard:lifeguard-layouts} among the dependencies of the tests.
     */
    String layout() default "lifeguard";

    /** Which database, where no server is named. */
    Kind database() default Kind.EMBEDDED_POSTGRESQL;

    /**
     * A PostgreSQL server to make the databases on, instead: {@code postgresql://…} or {@code
     * jdbc:postgresql://…}. Variables are filled in here and in user and password, too.
     */
    String url() default "";

    /** Who logs in to that server, where the URL does not say it; with the right CREATEDB. */
    String user() default "";

    /** The password of that user, where the URL does not say it. */
    String password() default "";

    /** Whose database it is. */
    Lifetime lifetime() default Lifetime.TEST;

    /** Databases that need no server of anybody's. */
    enum Kind {
        /** A PostgreSQL that is started for the tests of this machine, and shared by them. */
        EMBEDDED_POSTGRESQL,
        /** A file. */
        SQLITE,
        /** In memory. */
        H2
    }

    /** How long a database is used. */
    enum Lifetime {
        /**
         * Each test has its own; static fields and the methods before and after all tests have one
         * of the class.
         */
        TEST,
        /** All tests of a class have one. */
        CLASS
    }
}
