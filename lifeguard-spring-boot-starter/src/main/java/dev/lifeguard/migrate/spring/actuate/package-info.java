/** Shows how the migrations of an application stand: an endpoint, and a part of its health. */
@NullMarked
package dev.lifeguard.migrate.spring.actuate;

import org.jspecify.annotations.NullMarked;
