package dev.trunkline.bench;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The run fails when the benchmark allocates more than this, once it is warm. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AllocatesAtMost {

    /** Bytes per operation. */
    double value();
}
