/** Tests of the starter on real databases. */
@NullMarked
package dev.lifeguard.migrate.spring;

import org.jspecify.annotations.NullMarked;
