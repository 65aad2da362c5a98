package dev.trunkline.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The tests of this class wait for real time more than they work, share nothing, and claim nothing that a few milliseconds decide:
 * {@code verify} runs two or three of them at a time. That is so with two forks or more, each of which is given one class after the
 * other; with one, {@code -Dtest.parallel=false} (see the pom).
 */
@Execution(ExecutionMode.CONCURRENT)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SideBySide {}
