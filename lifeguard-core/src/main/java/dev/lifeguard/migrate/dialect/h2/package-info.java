/** H2. */
@NullMarked
package dev.lifeguard.migrate.dialect.h2;

import org.jspecify.annotations.NullMarked;
