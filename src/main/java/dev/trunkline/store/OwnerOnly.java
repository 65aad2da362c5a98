package dev.trunkline.store;

import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Rights that let nobody but its owner read what tells of people: to be given where a file is made. Stateless. */
public final class OwnerOnly {

    private OwnerOnly() {}

    /** Of a file; nothing where a file system knows no such rights. */
    public static FileAttribute<?>[] file(Path file) {
        return rights(file, "rw-------");
    }

    /** The same of a folder. */
    public static FileAttribute<?>[] folder(Path folder) {
        return rights(folder, "rwx------");
    }

    private static FileAttribute<?>[] rights(Path of, String rights) {
        boolean hasRights = of.getFileSystem().supportedFileAttributeViews().contains("posix");
        return hasRights
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights))}
                : new FileAttribute<?>[0];
    }
}
