/** Where migrations connect to when Testcontainers or Docker Compose start the database. */
@NullMarked
package dev.lifeguard.migrate.spring.connect;

import org.jspecify.annotations.NullMarked;
