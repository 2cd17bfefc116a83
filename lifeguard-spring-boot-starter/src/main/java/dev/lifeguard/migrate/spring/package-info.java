/** Migrates the databases of a Spring Boot application before anything reads them. */
@NullMarked
package dev.lifeguard.migrate.spring;

import org.jspecify.annotations.NullMarked;
