/** Whether an application that runs survives the migrations that are pending. */
@NullMarked
package dev.lifeguard.migrate.inspect.compat;

import org.jspecify.annotations.NullMarked;
