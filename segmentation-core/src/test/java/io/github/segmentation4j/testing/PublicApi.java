package io.github.segmentation4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The public and protected face of a module, as sorted lines of text that are compared with a file under version
 * control: nothing becomes public, or ceases to be, without a line in a review.
 *
 * <p>A type gives one line, and so does each of its constructors, methods, fields and constants. Left out are
 * {@code internal} packages, what the compiler adds, and the {@code equals}, {@code hashCode} and {@code toString} every
 * type has. The lines do not depend on the JDK that compiled or runs them.
 */
public final class PublicApi {

    private static final String UPDATE = "segmentation4j.api.update";
    private static final String HINT =
            "If this is intended, accept it with: mvn test -Dtest=PublicApiTest -D" + UPDATE + "=true";

    private PublicApi() {}

    /**
     * Compares the module of a test class with its snapshot, or rewrites the snapshot when the system property {@code
     * segmentation4j.api.update} is {@code true}.
     *
     * @param anchor a test class of the module
     * @param snapshot the file to compare with, relative to the folder of the module
     */
    public static void verify(Class<?> anchor, Path snapshot) {
        Path classes = ModuleClasses.of(anchor);
        Path file = moduleOf(classes).resolve(snapshot);
        SortedSet<String> actual = render(classes, anchor.getClassLoader());
        try {
            if (Boolean.getBoolean(UPDATE)) {
                Files.createDirectories(file.getParent());
                Files.write(file, actual);
                return;
            }
            List<String> expected = Files.exists(file) ? Files.readAllLines(file) : List.of();
            String difference = difference(expected, actual);
            if (!difference.isEmpty()) {
                throw new AssertionError("The public API differs from " + snapshot + ":\n" + difference + HINT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the lines that describe the given types and whatever they nest. */
    static SortedSet<String> render(Collection<Class<?>> types) {
        SortedSet<String> lines = new TreeSet<>();
        types.stream().filter(PublicApi::isOffered).forEach(type -> addType(type, lines));
        return lines;
    }

    /** Returns one line for each difference: {@code -} for what is gone, {@code +} for what is new. */
    static String difference(Collection<String> expected, Collection<String> actual) {
        Stream<String> gone =
                expected.stream().filter(line -> !actual.contains(line)).map(line -> "- " + line);
        Stream<String> added =
                actual.stream().filter(line -> !expected.contains(line)).map(line -> "+ " + line);
        return Stream.concat(gone, added)
                .sorted((a, b) -> a.substring(2).compareTo(b.substring(2)))
                .map(line -> "  " + line + "\n")
                .collect(Collectors.joining());
    }

    private static SortedSet<String> render(Path classes, ClassLoader loader) {
        try (Stream<Path> files = Files.walk(classes)) {
            return render(files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> nameOf(classes.relativize(file)))
                    .filter(name -> !name.endsWith("-info") && !name.contains(".internal."))
                    .<Class<?>>map(name -> load(name, loader))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the folder with the {@code pom.xml} of the module: the build folder may be nested. */
    private static Path moduleOf(Path classes) {
        return Stream.iterate(classes, Objects::nonNull, Path::getParent)
                .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no folder above the classes holds a pom.xml"));
    }

    private static String nameOf(Path file) {
        String path = file.toString();
        return path.substring(0, path.length() - ".class".length())
                .replace(file.getFileSystem().getSeparator(), ".");
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isOffered(Class<?> type) {
        for (Class<?> enclosing = type; enclosing != null; enclosing = enclosing.getEnclosingClass()) {
            if (!isOffered(enclosing.getModifiers()) || enclosing.isAnonymousClass() || enclosing.isLocalClass()) {
                return false;
            }
        }
        return !type.isSynthetic();
    }

    private static boolean isOffered(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void addType(Class<?> type, SortedSet<String> lines) {
        String name = type.getName().replace('$', '.');
        lines.add(name + " : " + Signatures.of(type));
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor, type)) {
                lines.add(name + "." + Signatures.of(constructor));
            }
        }
        for (Class<?> holder : withHiddenParents(type)) {
            for (Field field : holder.getDeclaredFields()) {
                if (isVisible(field, type)) {
                    lines.add(name + "." + Signatures.of(field));
                }
            }
            for (Method method : holder.getDeclaredMethods()) {
                if (isVisible(method, type) && !isUniversal(method)) {
                    lines.add(name + "." + Signatures.of(method));
                }
            }
        }
    }

    /** Returns the type and the parents a user cannot name, whose members therefore count as its own. */
    private static List<Class<?>> withHiddenParents(Class<?> type) {
        Stream<Class<?>> parents =
                Stream.concat(Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()));
        return Stream.concat(
                        Stream.<Class<?>>of(type),
                        parents.filter(parent -> !isOffered(parent))
                                .flatMap(parent -> withHiddenParents(parent).stream()))
                .distinct()
                .toList();
    }

    /** Tells whether a user can reach a member; a final type has no heirs for its protected ones. */
    private static boolean isVisible(Member member, Class<?> type) {
        boolean visible = Modifier.isFinal(type.getModifiers())
                ? Modifier.isPublic(member.getModifiers())
                : isOffered(member.getModifiers());
        return visible && !member.isSynthetic();
    }

    private static boolean isUniversal(Executable method) {
        return switch (method.getName()) {
            case "hashCode", "toString" -> method.getParameterCount() == 0;
            case "equals" -> Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class});
            default -> false;
        };
    }
}
