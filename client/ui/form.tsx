import { type ReactNode, useId } from 'react';
import './form.css';

interface FieldAttributes {
  id: string;
  className: 'field';
  'aria-invalid': boolean;
  'aria-describedby': string | undefined;
}

interface FormFieldProps {
  label: string;
  /** What is wrong with it, in words; null = nothing is known to be. */
  fault: string | null;
  /** Small and grey under the field. */
  hint?: ReactNode;
  /** Over the whole width of the form. */
  isWide?: boolean;
  children: (attributes: FieldAttributes) => ReactNode;
}

/** A label, a field, and under it what is wrong with it. */
export function FormField({ label, fault, hint, isWide = false, children }: FormFieldProps) {
  const id = useId();
  return (
    <div className="form-field" data-wide={isWide || undefined}>
      <label htmlFor={id}>{label}</label>
      {children({ id, className: 'field', 'aria-invalid': fault !== null, 'aria-describedby': fault === null ? undefined : `${id}-fault` })}
      {fault !== null ? (
        <p id={`${id}-fault`} className="form-fault">
          {fault}
        </p>
      ) : (
        hint !== undefined && <p className="form-hint">{hint}</p>
      )}
    </div>
  );
}

interface InputProps extends Omit<FormFieldProps, 'children'> {
  value: string;
  onChange: (value: string) => void;
  type?: 'text' | 'date' | 'number' | 'month';
  max?: string | undefined;
  maxLength?: number;
  /** Digits: set right, with the keypad of numbers on a phone. */
  isNumber?: boolean;
  disabled?: boolean;
  placeholder?: string;
}

export function InputField({ value, onChange, type = 'text', max, maxLength, isNumber = false, disabled = false, placeholder, ...field }: InputProps) {
  return (
    <FormField {...field}>
      {(attributes) => (
        <input
          {...attributes}
          type={type}
          max={max}
          maxLength={maxLength}
          inputMode={isNumber ? 'decimal' : undefined}
          data-number={isNumber || undefined}
          placeholder={placeholder}
          disabled={disabled}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FormField>
  );
}

interface SelectProps extends Omit<FormFieldProps, 'children'> {
  value: string;
  /** The empty choice, where there is one. */
  none?: string;
  options: readonly { value: string; label: string }[];
  onChange: (value: string) => void;
  disabled?: boolean;
}

export function SelectField({ value, none, options, onChange, disabled = false, ...field }: SelectProps) {
  return (
    <FormField {...field}>
      {(attributes) => (
        <select {...attributes} value={value} disabled={disabled} onChange={(event) => onChange(event.target.value)}>
          {none !== undefined && <option value="">{none}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}

interface CellProps {
  label: string;
  fault: string | null;
  value: string;
  type?: 'text' | 'date' | 'number';
  isNumber?: boolean;
  max?: string | undefined;
  maxLength?: number;
  placeholder?: string;
  onChange: (value: string) => void;
}

/** A field in a table: its column is its label. */
export function CellInput({ label, fault, value, type = 'text', isNumber = false, max, maxLength, placeholder, onChange }: CellProps) {
  return (
    <>
      <input
        className="field"
        type={type}
        max={max}
        maxLength={maxLength}
        inputMode={isNumber ? 'decimal' : undefined}
        data-number={isNumber || undefined}
        placeholder={placeholder}
        aria-label={label}
        aria-invalid={fault !== null}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {fault !== null && <p className="form-fault">{fault}</p>}
    </>
  );
}
