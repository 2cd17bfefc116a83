package dev.lifeguard.migrate.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Marks the data source bean that migrations run on, where it is another one than that of the
 * application. Declare such a bean with {@code defaultCandidate = false}, so that nothing else
 * takes it.
 */
@Documented
@Qualifier
@Retention(RetentionPolicy.RUNTIME)
@Target({
    ElementType.FIELD,
    ElementType.METHOD,
    ElementType.PARAMETER,
    ElementType.TYPE,
    ElementType.ANNOTATION_TYPE
})
public @interface MigratorDataSource {}
