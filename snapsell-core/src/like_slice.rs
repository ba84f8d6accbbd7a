//! What all short lists share: whatever can be seen of one is what can be seen of its slice.

/// Comparison, hash, print and saved form of a type that dereferences to `[T]`.
macro_rules! like_slice {
    ($list:ident<T $(, const $n:ident: usize)?>) => {
        impl<T: core::fmt::Debug $(, const $n: usize)?> core::fmt::Debug for $list<T $(, $n)?> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                core::fmt::Debug::fmt(&**self, f)
            }
        }

        impl<T: PartialEq $(, const $n: usize)?> PartialEq for $list<T $(, $n)?> {
            fn eq(&self, other: &Self) -> bool {
                **self == **other
            }
        }

        impl<T: Eq $(, const $n: usize)?> Eq for $list<T $(, $n)?> {}

        impl<T: core::hash::Hash $(, const $n: usize)?> core::hash::Hash for $list<T $(, $n)?> {
            fn hash<H: core::hash::Hasher>(&self, state: &mut H) {
                (**self).hash(state);
            }
        }

        #[cfg(feature = "serde")]
        impl<T: serde::Serialize $(, const $n: usize)?> serde::Serialize for $list<T $(, $n)?> {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                (**self).serialize(serializer)
            }
        }
    };
}
pub(crate) use like_slice;
