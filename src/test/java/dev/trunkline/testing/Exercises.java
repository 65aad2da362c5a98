package dev.trunkline.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names what of EVI's surface a test exercises, with the names of {@code evi-surface.txt}. A test of the docs holds the three
 * together: the surface, the table of what is implemented, and these.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Exercises {
    String[] value();
}
