package dev.trunkline.lab.scene;

/** How loud a sound is, from 0 at its beginning to 1 at its end. */
@FunctionalInterface
interface Swell {
    double at(double share);
}
