package io.github.segmentation4j.testing;

import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.GenericDeclaration;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Types and members as a reader would write them, with simple type names. */
final class Signatures {

    private Signatures() {}

    static String of(Class<?> type) {
        String head = modifiers(type) + kind(type) + variables(type);
        Type parent = type.isEnum() || type.isRecord() || type.getSuperclass() == Object.class
                ? null
                : type.getGenericSuperclass();
        String extended = parent == null ? "" : " extends " + name(parent);
        List<Type> interfaces = type.isAnnotation() ? List.of() : Arrays.asList(type.getGenericInterfaces());
        String keyword = type.isInterface() ? " extends " : " implements ";
        return head + extended + (interfaces.isEmpty() ? "" : keyword + names(interfaces));
    }

    static String of(Constructor<?> constructor) {
        return "new" + variables(constructor) + parameters(constructor.getGenericParameterTypes())
                + thrown(constructor.getGenericExceptionTypes());
    }

    static String of(Method method) {
        return method.getName() + variables(method) + parameters(method.getGenericParameterTypes()) + " : "
                + modifiers(method) + name(method.getGenericReturnType()) + thrown(method.getGenericExceptionTypes());
    }

    static String of(Field field) {
        if (field.isEnumConstant()) {
            return field.getName() + " : constant";
        }
        int modifiers = field.getModifiers();
        return field.getName() + " : " + protectedWord(modifiers) + (Modifier.isStatic(modifiers) ? "static " : "")
                + (Modifier.isFinal(modifiers) ? "final " : "") + name(field.getGenericType());
    }

    private static String modifiers(Class<?> type) {
        int modifiers = type.getModifiers();
        boolean plain = !type.isEnum() && !type.isRecord();
        return protectedWord(modifiers)
                + (plain && type.isSealed() ? "sealed " : "")
                + (plain && !type.isInterface() && Modifier.isAbstract(modifiers) ? "abstract " : "")
                + (plain && Modifier.isFinal(modifiers) ? "final " : "");
    }

    private static String modifiers(Method method) {
        int modifiers = method.getModifiers();
        return protectedWord(modifiers)
                + (Modifier.isStatic(modifiers) ? "static " : "")
                + (method.isDefault() ? "default " : "")
                + (Modifier.isAbstract(modifiers) ? "abstract " : "");
    }

    private static String protectedWord(int modifiers) {
        return Modifier.isProtected(modifiers) ? "protected " : "";
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "annotation";
        }
        if (type.isInterface()) {
            return "interface";
        }
        if (type.isEnum()) {
            return "enum";
        }
        return type.isRecord() ? "record" : "class";
    }

    private static String variables(GenericDeclaration declaration) {
        TypeVariable<?>[] variables = declaration.getTypeParameters();
        if (variables.length == 0) {
            return "";
        }
        return Arrays.stream(variables).map(Signatures::bounded).collect(Collectors.joining(", ", "<", ">"));
    }

    private static String bounded(TypeVariable<?> variable) {
        String bounds = Stream.of(variable.getBounds())
                .filter(bound -> bound != Object.class)
                .map(Signatures::name)
                .collect(Collectors.joining(" & "));
        return variable.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
    }

    private static String parameters(Type[] types) {
        return "(" + names(Arrays.asList(types)) + ")";
    }

    private static String thrown(Type[] types) {
        return types.length == 0 ? "" : " throws " + names(Arrays.asList(types));
    }

    private static String names(List<Type> types) {
        return types.stream().map(Signatures::name).collect(Collectors.joining(", "));
    }

    private static String name(Type type) {
        if (type instanceof Class<?> plain) {
            return plain.isArray() ? name(plain.getComponentType()) + "[]" : nested(plain);
        }
        if (type instanceof ParameterizedType generic) {
            return nested((Class<?>) generic.getRawType()) + "<"
                    + names(Arrays.asList(generic.getActualTypeArguments())) + ">";
        }
        if (type instanceof GenericArrayType array) {
            return name(array.getGenericComponentType()) + "[]";
        }
        if (type instanceof WildcardType wildcard) {
            return wildcard(wildcard);
        }
        return ((TypeVariable<?>) type).getName();
    }

    private static String wildcard(WildcardType wildcard) {
        if (wildcard.getLowerBounds().length > 0) {
            return "? super " + name(wildcard.getLowerBounds()[0]);
        }
        Type upper = wildcard.getUpperBounds()[0];
        return upper == Object.class ? "?" : "? extends " + name(upper);
    }

    /** Returns the simple name behind those of the types around it: {@code Map.Entry}. */
    private static String nested(Class<?> type) {
        Class<?> outer = type.getEnclosingClass();
        return (outer == null ? "" : nested(outer) + ".") + type.getSimpleName();
    }
}
