package io.jobservice.job;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes records out of parameters. The one place of the service that uses reflection for values.
 */
final class RecordMapping {

  private RecordMapping() {}

  /** See {@link JobParameters#as}. */
  static <R extends Record> R map(JobParameters parameters, Class<R> type)
      throws InvalidParametersException {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      String path = parameters.path(components[i].getName());
      Object value = parameters.asMap().get(components[i].getName());
      values[i] = convert(components[i].getGenericType(), path, value);
      if (values[i] == null && types[i].isPrimitive()) {
        throw new InvalidParametersException("missing parameter '" + path + "'");
      }
    }
    return construct(parameters, type, types, values);
  }

  private static <R extends Record> R construct(
      JobParameters parameters, Class<R> type, Class<?>[] types, Object[] values)
      throws InvalidParametersException {
    try {
      Constructor<R> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      String reason =
          e.getCause().getMessage() == null ? e.getCause().toString() : e.getCause().getMessage();
      String where = parameters.path("");
      throw new InvalidParametersException(
          where.isEmpty()
              ? reason
              : "parameter '" + where.substring(0, where.length() - 1) + "': " + reason,
          e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getName() + " cannot be made: " + e, e);
    }
  }

  /** A value as a type has it, null for null; the type is looked at in any case. */
  private static Object convert(Type type, String path, Object value)
      throws InvalidParametersException {
    if (type instanceof ParameterizedType generic) {
      return convert(generic, path, value);
    }
    if (type instanceof WildcardType wildcard) {
      return convert(wildcard.getUpperBounds()[0], path, value);
    }
    if (!(type instanceof Class<?> plain)) {
      throw unsupported(type, path);
    }
    if (plain == Object.class) {
      return value;
    }
    if (plain == List.class || plain == Map.class || plain == Optional.class) {
      return container(plain, Object.class, path, value);
    }
    if (!isScalar(plain) && !plain.isRecord() && plain != JobParameters.class) {
      throw unsupported(type, path);
    }
    return value == null ? null : convert(plain, new ParameterValue(path, value));
  }

  private static Object convert(ParameterizedType type, String path, Object value)
      throws InvalidParametersException {
    Type[] arguments = type.getActualTypeArguments();
    Class<?> raw = (Class<?>) type.getRawType();
    boolean byName = raw == Map.class && arguments[0] == String.class;
    if (byName || raw == List.class || raw == Optional.class) {
      return container(raw, arguments[arguments.length - 1], path, value);
    }
    if (raw.isRecord()) {
      return convert(raw, path, value);
    }
    throw unsupported(type, path);
  }

  private static Object container(Class<?> raw, Type of, String path, Object value)
      throws InvalidParametersException {
    if (raw == Optional.class) {
      return Optional.ofNullable(convert(of, path, value));
    }
    if (value == null) {
      return null;
    }
    if (raw == List.class) {
      List<Object> list = new ArrayList<>();
      for (Object item : new ParameterValue(path, value).list()) {
        list.add(convert(of, path + "[" + list.size() + "]", item));
      }
      return Collections.unmodifiableList(list);
    }
    JobParameters object = new ParameterValue(path, value).object();
    Map<String, Object> map = new LinkedHashMap<>();
    for (Map.Entry<String, Object> entry : object.asMap().entrySet()) {
      map.put(entry.getKey(), convert(of, object.path(entry.getKey()), entry.getValue()));
    }
    return Collections.unmodifiableMap(map);
  }

  private static boolean isScalar(Class<?> type) {
    return type == String.class
        || type == Boolean.class
        || type == Duration.class
        || type == Integer.class
        || type == Long.class
        || type == Double.class
        || type == Float.class
        || type == Short.class
        || type == Byte.class
        || (type.isPrimitive() && type != char.class)
        || type.isEnum();
  }

  private static Object convert(Class<?> type, ParameterValue value)
      throws InvalidParametersException {
    if (type == String.class) {
      return value.text();
    }
    if (type == int.class || type == Integer.class) {
      return value.small();
    }
    if (type == long.class || type == Long.class) {
      return value.whole();
    }
    if (type == short.class || type == Short.class) {
      return (short)
          value.whole(Short.MIN_VALUE, Short.MAX_VALUE, "a whole number between -32768 and 32767");
    }
    if (type == byte.class || type == Byte.class) {
      return (byte)
          value.whole(Byte.MIN_VALUE, Byte.MAX_VALUE, "a whole number between -128 and 127");
    }
    if (type == double.class || type == Double.class) {
      return value.number();
    }
    if (type == float.class || type == Float.class) {
      return (float) value.number();
    }
    if (type == boolean.class || type == Boolean.class) {
      return value.truth();
    }
    if (type == Duration.class) {
      return value.duration();
    }
    if (type == JobParameters.class) {
      return value.object();
    }
    return type.isEnum()
        ? constant(type, value)
        : map(value.object(), type.asSubclass(Record.class));
  }

  private static Object constant(Class<?> type, ParameterValue value)
      throws InvalidParametersException {
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equals(value.value())) {
        return constant;
      }
    }
    throw value.isNot(
        Arrays.stream(type.getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name())
            .collect(Collectors.joining(", ", "one of ", "")));
  }

  private static IllegalArgumentException unsupported(Type type, String path) {
    return new IllegalArgumentException(
        "'" + path + "': no parameter can be read as " + type.getTypeName());
  }
}
