//! The machine's loudspeaker, where the build has the feature `audio` and the machine a device; the
//! caller rings the terminal's bell wherever it says that it has played nothing.

use super::Cue;
use crate::settings::Sound;

/// A loudspeaker, or none.
pub struct Speaker {
    #[cfg(feature = "audio")]
    sink: Option<rodio::MixerDeviceSink>,
}

impl Speaker {
    /// Opens the device if the player chose to hear it. One that cannot be opened is told to the log.
    pub fn open(chosen: Sound) -> Speaker {
        #[cfg(feature = "audio")]
        {
            let sink = (chosen == Sound::Audio).then(device::open).flatten();
            Speaker { sink }
        }
        #[cfg(not(feature = "audio"))]
        {
            let _ = chosen;
            Speaker {}
        }
    }

    /// Plays a cue beside what sounds already; whether it did.
    pub fn play(&self, cue: Cue, chosen: Sound) -> bool {
        #[cfg(feature = "audio")]
        if let (Sound::Audio, Some(sink)) = (chosen, &self.sink) {
            device::play(sink, cue);
            return true;
        }
        let _ = (cue, chosen);
        false
    }
}

#[cfg(feature = "audio")]
mod device {
    use std::num::NonZero;

    use rodio::buffer::SamplesBuffer;
    use rodio::{DeviceSinkBuilder, MixerDeviceSink};

    use super::super::tones::{RATE_HZ, samples};
    use super::Cue;

    /// Height of every sound: two consoles at one keyboard hear one contact, and their sum must not
    /// clip.
    const GAIN: f32 = 0.5;

    pub fn open() -> Option<MixerDeviceSink> {
        let opened = DeviceSinkBuilder::from_default_device().and_then(|builder| {
            // The library's own way of telling would be a line across the screen.
            let tell = |error| tracing::debug!(%error, "the sound device");
            builder.with_error_callback(tell).open_stream()
        });
        match opened {
            Ok(mut sink) => {
                sink.log_on_drop(false);
                Some(sink)
            }
            Err(error) => {
                tracing::debug!(%error, "no sound device, the bell rings instead");
                None
            }
        }
    }

    pub fn play(sink: &MixerDeviceSink, cue: Cue) {
        let (Some(one), Some(rate)) = (NonZero::new(1), NonZero::new(RATE_HZ)) else {
            return;
        };
        let samples: Vec<f32> = samples(cue).iter().map(|sample| GAIN * sample).collect();
        sink.mixer().add(SamplesBuffer::new(one, rate, samples));
    }
}
