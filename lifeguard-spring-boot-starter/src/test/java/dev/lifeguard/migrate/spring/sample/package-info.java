/** An application as users write it. */
@NullMarked
package dev.lifeguard.migrate.spring.sample;

import org.jspecify.annotations.NullMarked;
